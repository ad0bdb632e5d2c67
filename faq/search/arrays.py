"""The types of the arrays that search computes with."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
# Hashes of stems, counts, and other numbers of 32 bits.
Numbers = npt.NDArray[np.uint32]
# Numbers of documents in a snapshot or a segment, from 0.
Docs = npt.NDArray[np.int32]
# For each document of a snapshot, whether it is meant.
Mask = npt.NDArray[np.bool_]
# Documents, ascending, and what a word adds to the score of each.
Impacts = tuple[Docs, Floats]
