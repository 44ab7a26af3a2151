"""A Gaussian process. The only module that knows scikit-optimize."""

import warnings
from typing import Self

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from skopt.learning import GaussianProcessRegressor
from skopt.learning.gaussian_process.kernels import ConstantKernel, Matern

_JITTER = 1e-6


class Process:
    """A Gaussian process on residuals, scaled to the order of one."""

    def __init__(self, process: GaussianProcessRegressor, centre: float, scale: float) -> None:
        self._process, self._centre, self._scale = process, centre, scale

    @classmethod
    def fitted(
        cls, features: np.ndarray, values: np.ndarray, errors: np.ndarray, seed: int
    ) -> Self:
        """Learn from values, shape (points,), and their standard errors."""
        centre = float(values.mean())
        scale = float(np.sqrt(values.var() + np.mean(errors**2))) or 1.0
        # Few points, close together, cannot tell that a residual is the same everywhere.
        longest = float(np.sqrt(features.shape[1] / 2))
        lengths = np.full(features.shape[1], 0.5)
        smooth = ConstantKernel(1.0, (0.01, 100.0)) * Matern(lengths, (0.05, longest), nu=2.5)
        # Whole CSMPs make steps: policies next to each other differ by more than a trend.
        rough = ConstantKernel(0.05, (0.005, 1.0)) * Matern(0.03, (0.02, 0.1), nu=1.5)
        process = GaussianProcessRegressor(
            smooth + rough,
            alpha=(errors / scale) ** 2 + _JITTER,
            n_restarts_optimizer=2,
            random_state=seed,
        )
        with warnings.catch_warnings():
            # A length scale at its bound means that a decision hardly matters: no fault.
            warnings.simplefilter("ignore", ConvergenceWarning)
            process.fit(features, (values - centre) / scale)
        return cls(process, centre, scale)

    def believing(self, features: np.ndarray) -> Self:
        """The process that takes its forecast at more points, (points, features), for true."""
        old = self._process
        noise = np.concatenate((old.alpha, np.full(len(features), _JITTER)))
        process = GaussianProcessRegressor(old.kernel_, alpha=noise, optimizer=None)
        process.fit(
            np.vstack((old.X_train_, features)),
            np.concatenate((old.y_train_, old.predict(features))),
        )
        return type(self)(process, self._centre, self._scale)

    def forecast(self, features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean and standard deviation at points, each of shape (points,)."""
        mean, deviation = self._process.predict(features, return_std=True)
        return self._centre + self._scale * mean, self._scale * deviation
