"""The tests mirror the packages; contract, journeys, browser and benchmarks stand beside them."""
