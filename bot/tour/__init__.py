"""The scripted story: the whole product against its stand-ins, without hands."""
