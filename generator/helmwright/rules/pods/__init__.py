"""Rules of pods and what is in them."""
