"""Geodesy (大地测量): ellipsoids, datums, Gauss–Krüger zones, transformations, web-map displacement.

Plain Python for one point and NumPy for columns, from the same formulas; no projection library.
"""
