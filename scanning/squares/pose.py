"""Where a flat symbol lies in a picture: a perspective that is moved until what should be dark and light is."""

import cv2
import numpy as np
from numpy.typing import NDArray

from scanning.squares.pattern import Points

Pose = NDArray[np.float64]  # (3, 3): columns and rows in modules to pixels.
Floats = NDArray[np.float64]


class View:
    """A picture softened by sigma pixels, with its slopes."""

    def __init__(self, grey: NDArray[np.float32], sigma: float) -> None:
        self.light = np.asarray(cv2.GaussianBlur(grey, (0, 0), sigma), np.float32)
        self.across = np.asarray(cv2.Sobel(self.light, cv2.CV_32F, 1, 0, scale=1 / 8), np.float32)
        self.down = np.asarray(cv2.Sobel(self.light, cv2.CV_32F, 0, 1, scale=1 / 8), np.float32)


class Fit:
    """How well a pose explains a picture.

    share: of the variance of the pixels, 0 to 1, below 0 when dark and light are the wrong way round.
    paper, slope_x, slope_y: brightness midway between paper and ink in the symbol's middle, and its change from side to
    side; ink: half the difference between light and dark.
    """

    def __init__(self, share: float, photometry: Floats) -> None:
        self.share = share
        self.paper, self.slope_x, self.slope_y, self.ink = (float(one) for one in photometry)


def onto(corners: Floats, size: int) -> Pose:
    """The pose whose symbol of `size` modules has these corners, clockwise from its own top left."""
    flat = np.array([[0, 0], [size, 0], [size, size], [0, size]], np.float32)
    # A module's corner lies between pixels: pixel centres are at whole numbers.
    return np.asarray(cv2.getPerspectiveTransform(flat, corners.astype(np.float32)), np.float64)


def seen(pose: Pose, at: Floats) -> tuple[Floats, Floats, Floats]:
    """Columns and rows in pixels of points given in modules, and their depths."""
    depth = pose[2, 0] * at[:, 0] + pose[2, 1] * at[:, 1] + pose[2, 2]
    x = (pose[0, 0] * at[:, 0] + pose[0, 1] * at[:, 1] + pose[0, 2]) / depth
    y = (pose[1, 0] * at[:, 0] + pose[1, 1] * at[:, 1] + pose[1, 2]) / depth
    return x, y, depth


def light_at(picture: NDArray[np.float32], x: Floats, y: Floats) -> Floats:
    """Brightness between pixels."""
    found = cv2.remap(
        picture, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(found, np.float64).ravel()


def _photometry(at: Floats, size: int, light: Floats) -> Floats:
    return np.stack([np.ones(len(at)), (at[:, 0] - size / 2) / size, (at[:, 1] - size / 2) / size, light], axis=1)


def fit(view: View, pose: Pose, points: Points) -> Fit:
    """How well the points' lightness explains the picture as the pose sees it."""
    x, y, _ = seen(pose, points.at)
    light = light_at(view.light, x, y)
    columns = _photometry(points.at, points.size, points.light)
    normal, right = columns.T @ columns, columns.T @ light
    found = np.asarray(np.linalg.solve(normal, right), np.float64)
    plain = np.linalg.solve(normal[:3, :3], right[:3])
    left = float(np.sum((light - columns @ found) ** 2))
    whole = float(np.sum((light - columns[:, :3] @ plain) ** 2)) + 1e-9
    return Fit((1 - left / whole) * float(np.sign(found[3])), found)


def _trust(residual: Floats) -> Floats:
    """How much each point counts, (count, 1): glare, dirt and damage fit nothing and would pull the pose to themselves.

    Weights of a Cauchy distribution; 2.4 times its scale keeps 95 % of the precision where there are no outliers.
    """
    scale = 1.48 * float(np.median(np.abs(residual))) + 1e-3
    weights: Floats = 1 / (1 + (residual / (2.4 * scale)) ** 2)
    return weights[:, None]


def settle(view: View, pose: Pose, points: Points, rounds: int) -> Pose:
    """Move a pose to where it explains the picture best nearby.

    Gauss-Newton on the eight numbers of the perspective together with brightness and contrast, as in Lucas and Kanade
    1981; it finds home from about a module away, less where the pattern repeats.
    """
    pose = pose / pose[2, 2]
    at = points.at
    photometry = _photometry(at, points.size, points.light)
    trust = np.ones((len(at), 1))
    for _ in range(rounds):
        x, y, depth = seen(pose, at)
        across, down = light_at(view.across, x, y) / depth, light_at(view.down, x, y) / depth
        light = light_at(view.light, x, y)
        away = -(x * across + y * down)
        u, v = at[:, 0], at[:, 1]
        slopes = np.stack([u * across, v * across, across, u * down, v * down, down, u * away, v * away], axis=1)
        system = np.concatenate([slopes, -photometry], axis=1)
        scale = np.sqrt(np.mean(system**2, axis=0)) + 1e-9
        system /= scale
        normal = system.T @ (system * trust)
        # A little inertia, so that a side without any contrast does not run away.
        normal[np.diag_indices(8)] += 1e-3 * len(at)
        step = np.linalg.solve(normal, -(system.T @ (light * trust[:, 0])))
        trust = _trust(light + system @ step)
        step /= scale
        pose = pose + np.array([[step[0], step[1], step[2]], [step[3], step[4], step[5]], [step[6], step[7], 0.0]])
        if max(abs(step[2]), abs(step[5])) < 0.01:
            break
    return pose
