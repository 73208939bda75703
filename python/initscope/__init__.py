"""An oscilloscope for weight initialization, in a notebook.

>>> from initscope import initscope
>>> scope = initscope(scheme="lecun_normal", activation="relu")
>>> scope  # the cell shows the lab
>>> scope.report()[12]["post"]["variance"]  # in a later cell
"""

from .reports import Measurements, Report
from .widget import Initscope, initscope

__all__ = ["Initscope", "Measurements", "Report", "initscope"]
__version__ = "0.1.0"
