# expect: ran (2, 4)
# places: 3, 3 known
import numpy as np

from nets import TCN

model = TCN([16, 32], out=4)
model.compile(loss="mse", optimizer="adam")
series = np.random.rand(64, 50, 3)
model.fit(series, np.random.rand(64, 4), verbose=0)
