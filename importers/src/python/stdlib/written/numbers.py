# What `isinstance` takes: the classes that are registered as numbers.
from decimal import Decimal as _Decimal

Number = (int, float, _Decimal)
Complex = (int, float)
Real = (int, float)
Rational = int
Integral = int
