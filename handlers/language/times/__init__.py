"""When: atoms meet the present, the person's zone and the clock changes."""
