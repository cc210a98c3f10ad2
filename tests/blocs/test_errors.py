import pytest

from blocs import errors


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (errors.Refused, 400), (errors.NotAllowed, 403), (errors.Missing, 404), (errors.Conflict, 409),
        (errors.Stale, 409), (errors.Closed, 409), (errors.BadInput, 422),
    ],
)  # fmt: skip
def test_every_refusal_has_a_status_and_a_sentence(refusal, status):
    assert refusal().status == status
    assert str(refusal()).endswith(".")
    assert str(refusal("Đã chốt điểm.")) == "Đã chốt điểm."
    assert issubclass(refusal, errors.Refused)


def test_the_status_can_be_named():
    assert errors.BadInput("Tệp quá lớn.", status=413).status == 413
    assert errors.BadInput.status == 422
