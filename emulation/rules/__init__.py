"""May this actor do this, now? One module per noun; each predicate takes the actor first."""
