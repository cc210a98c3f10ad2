from datetime import UTC, date, datetime, timedelta

import pytest

from blocs import clock


def test_now_is_aware_local_and_close_to_the_real_time():
    assert clock.now().utcoffset() == timedelta(hours=7)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_new_day_begins_at_17_utc():
    with clock.standing_at(datetime(2021, 3, 8, 16, 59, 59, tzinfo=UTC)):
        assert clock.today() == date(2021, 3, 8)
    with clock.standing_at(datetime(2021, 3, 8, 17, 0, tzinfo=UTC)):
        assert clock.today() == date(2021, 3, 9)


def test_time_stands_inside_and_runs_again_outside():
    with clock.standing_at(datetime(2020, 12, 31, 23, 0)) as moment:
        assert clock.now() == moment == clock.now()
        with clock.standing_at(date(2021, 1, 1)):
            assert clock.today() == date(2021, 1, 1)
        assert clock.today() == date(2020, 12, 31)
    assert clock.now().year > 2021


def test_time_runs_again_after_an_error():
    with pytest.raises(ZeroDivisionError), clock.standing_at(date(2020, 1, 1)):
        1 / 0  # noqa: B018
    assert clock.today().year > 2020


def test_a_day_means_its_noon_and_a_naive_moment_is_local():
    with clock.standing_at(date(2021, 3, 9)):
        assert clock.now() == datetime(2021, 3, 9, 12, tzinfo=clock.LOCAL)
    with clock.standing_at(datetime(2021, 3, 9, 8)):
        assert clock.now() == datetime(2021, 3, 9, 1, tzinfo=UTC)


def test_a_deadline_lasts_until_the_end_of_its_day():
    end = clock.deadline_end(date(2020, 12, 15))
    assert end == datetime(2020, 12, 15, 16, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "left"), [(date(2020, 12, 15), 0), (date(2020, 12, 16), 1), (date(2020, 12, 10), -5)]
)
def test_days_left_count_days_not_hours(day, left):
    with clock.standing_at(datetime(2020, 12, 15, 23, 30)):
        assert clock.days_left(day) == left
    with clock.standing_at(datetime(2020, 12, 15, 0, 5)):
        assert clock.days_left(day) == left
