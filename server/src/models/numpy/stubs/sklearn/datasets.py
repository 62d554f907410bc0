"""Small data sets that come with scikit-learn, and made-up ones."""
from pandas._frame import frame
from pandas._series import Series
from shapeline import ops

__public__ = "sklearn.datasets"


def _numbers(*shape):
    return ops.as_array(ops.full(shape, ops.dtype("float64")))


def _labels(rows, classes):
    return ops.as_array(ops.randint(0, classes, (rows,), ops.dtype("int64")))


class Bunch:
    def __init__(self, data, target, frame=None):
        self.data = data
        self.target = target
        self.frame = frame
        self.feature_names = self.target_names = self.DESCR = self.images = ops.unknown()

    def __getitem__(self, key):
        return getattr(self, key)


def _loader(rows, features, classes, names=None, target_name="target"):
    def load(*, return_X_y=False, as_frame=False, **kwargs):
        data = _numbers(rows, features)
        target = _numbers(rows) if classes is None else _labels(rows, classes)
        whole = None
        if as_frame:
            data, target = frame(rows, names, features), Series(target)
            whole = frame(rows, None if names is None else [*names, target_name], features + 1)
        return (data, target) if return_X_y else Bunch(data, target, whole)

    return load


_iris = ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"]
_wine = [
    "alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids", "nonflavanoid_phenols", "proanthocyanins",
    "color_intensity", "hue", "od280/od315_of_diluted_wines", "proline",
]
_cells = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points", "symmetry", "fractal dimension"]
_cancer = [*["mean " + each for each in _cells], *[each + " error" for each in _cells], *["worst " + each for each in _cells]]
_housing = ["MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup", "Latitude", "Longitude"]

load_iris = _loader(150, 4, 3, _iris)
load_wine = _loader(178, 13, 3, _wine)
load_breast_cancer = _loader(569, 30, 2, _cancer)
load_diabetes = _loader(442, 10, None, ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"])
fetch_california_housing = _loader(20640, 8, None, _housing, "MedHouseVal")
load_digits = _loader(1797, 64, 10)


def make_classification(n_samples=100, n_features=20, *, n_informative=2, n_redundant=2, n_repeated=0, n_classes=2, **kwargs):
    return _numbers(n_samples, n_features), _labels(n_samples, n_classes)


def make_regression(n_samples=100, n_features=100, *, n_informative=10, n_targets=1, **kwargs):
    target = _numbers(n_samples) if n_targets == 1 else _numbers(n_samples, n_targets)
    return _numbers(n_samples, n_features), target


def make_moons(n_samples=100, *, shuffle=True, noise=None, random_state=None):
    if not isinstance(n_samples, int):
        return ops.unknown()
    return _numbers(n_samples, 2), _labels(n_samples, 2)


make_circles = make_moons


def make_blobs(n_samples=100, n_features=2, *, centers=None, cluster_std=1.0, **kwargs):
    if not isinstance(n_samples, int):
        return ops.unknown()
    count = 3 if centers is None else centers if isinstance(centers, int) else len(centers)
    return _numbers(n_samples, n_features), _labels(n_samples, count)


def fetch_openml(*args, **kwargs):
    return ops.unknown()


fetch_20newsgroups = fetch_olivetti_faces = fetch_lfw_people = load_svmlight_file = make_swiss_roll = make_s_curve = fetch_openml
