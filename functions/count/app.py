"""Keeps the counts exact, and says which collections have to be rebuilt."""

from flong.aws import counting
from flong.runtime import for_each_change

handler = for_each_change(counting.count_one, together=counting.count, said="counted")
