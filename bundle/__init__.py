"""Bundles for office machines without a network: the program, all packages it needs, and what starts it.

Made in a checkout on a machine with a network by ``python -m bundle``; no part of the wheel.
"""
