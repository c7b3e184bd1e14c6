"""Opens every output format with the program its users would use, and holds all to the same values.

    python format_check.py LOPSIDED [ROWS]

LOPSIDED is the executable. Two data sets: ROWS (by default 1,000,000) rows of `typologies`, drawn
anew for each format; and 30,000 rows made here with categories, missing values, all attributes and
noisy labels, exported from a folder of .npy files that this script writes with hashes of its own.
Features are compared bit by bit. Needs numpy, pandas, pyarrow, scikit-learn, datasets and mlcroissant.
"""

import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import warnings

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_DISABLE_PROGRESS_BARS"] = "1"

import datasets
import mlcroissant
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as parquet
from sklearn.datasets import load_svmlight_file

BLOCK = 1 << 20
FORMATS = ["npy", "csv", "csv.gz", "svmlight", "arrow", "huggingface"]
NAMES = {"amounts": "amount", "times": "time", "entities": "entity", "weights": "weight"}
LEVELS = ["grocery", "fuel, and such", 'the "best"', "NA", " blank", "straße"]


# Reading: a dictionary of columns by name, features as a matrix of float32, categories as indices.


def read_npy(folder, _):
    folder = pathlib.Path(folder)
    columns = {"features": np.load(folder / "features.npy", mmap_mode="r")}
    columns["label"] = np.load(folder / "labels.npy")
    for file, name in NAMES.items():
        if (folder / f"{file}.npy").exists():
            columns[name] = np.load(folder / f"{file}.npy")
    for name in "posterior", "typology", "true-label", "observed-posterior":
        path = folder / "oracle" / (name + ("s" if name == "true-label" else "") + ".npy")
        if path.exists():
            columns[name] = np.load(path)
    return columns


def from_frames(rows, oracle, manifest):
    kinds = {c["name"]: c for c in manifest["columns"]}
    features = [c["name"] for c in manifest["columns"] if c["role"] == "feature"]
    matrix = np.empty((len(rows), len(features)), np.float32)
    for at, name in enumerate(features):
        levels = kinds[name].get("levels")
        matrix[:, at] = codes(rows[name], levels) if levels else rows[name].to_numpy()
    columns = {"features": matrix}
    for column in manifest["columns"]:
        if column["role"] == "feature":
            continue
        frame = oracle if column["role"] == "oracle" else rows
        values = frame[column["name"]]
        if column.get("levels"):
            values = codes(values, column["levels"])
            # The last level says that a row is no fraud; .npy files have 255 for it.
            values = np.where(values == len(column["levels"]) - 1, 255, values).astype(np.uint8)
        columns[column["name"] if column["role"] == "oracle" else column["role"]] = np.asarray(values)
    return columns


def codes(values, levels):
    """Indices of levels as float32; a missing value is NaN."""
    found = pd.Categorical(values, categories=levels).codes.astype(np.float32)
    found[found < 0] = np.nan
    return found


def read_csv(folder, manifest):
    types = {"float32": np.float32, "float64": np.float64, "uint8": np.uint8, "uint32": np.uint32}
    types = {c["name"]: types.get(c["type"], "str") for c in manifest["columns"]}

    def read(path):
        return pd.read_csv(path, dtype=types, keep_default_na=False, na_values={
            name: [""] if kind == np.float32 else [] for name, kind in types.items()})

    end = manifest["format"]
    return from_frames(read(f"{folder}/data.{end}"), read(f"{folder}/oracle/oracle.{end}"), manifest)


def read_svmlight(folder, manifest):
    features = [c for c in manifest["columns"] if c["role"] == "feature"]
    x, y = load_svmlight_file(
        f"{folder}/data.svmlight", n_features=len(features), dtype=np.float32)
    columns = from_frames_of_svmlight(folder, manifest)
    columns["features"] = x.toarray()
    columns["label"] = y.astype(np.uint8)
    return columns


def from_frames_of_svmlight(folder, manifest):
    rest = dict(manifest, columns=[
        c for c in manifest["columns"] if c["role"] not in ("feature", "label")])
    types = {c["name"]: c["type"] for c in rest["columns"] if c["type"] != "category"}
    oracle = pd.read_csv(f"{folder}/oracle/oracle.csv", dtype=types, keep_default_na=False)
    attributes = pathlib.Path(folder) / "attributes.csv"
    rows = pd.read_csv(attributes, dtype=types) if attributes.exists() else oracle
    return from_frames(rows, oracle, rest)


def read_arrow(folder, manifest):
    rows = feather.read_table(f"{folder}/data.arrow", memory_map=True)
    oracle = feather.read_table(f"{folder}/oracle/oracle.arrow", memory_map=True)
    rows.validate(full=True)
    oracle.validate(full=True)
    return from_frames(rows.to_pandas(), oracle.to_pandas(), manifest)


def read_huggingface(folder, manifest):
    with tempfile.TemporaryDirectory() as cache:
        def load(name):
            whole = datasets.load_dataset(str(folder), name, split="train", cache_dir=cache)
            return whole.data.table.to_pandas()
        return from_frames(load("default"), load("oracle"), manifest)


READERS = {
    "npy": read_npy, "csv": read_csv, "csv.gz": read_csv, "svmlight": read_svmlight,
    "arrow": read_arrow, "huggingface": read_huggingface,
}
PROGRAMS = {
    "npy": "numpy.load", "csv": "pandas.read_csv", "csv.gz": "pandas.read_csv",
    "svmlight": "sklearn load_svmlight_file", "arrow": "pyarrow.feather", "huggingface":
    "datasets.load_dataset",
}


def differences(found, expected, format):
    """Names of the columns that are not the same, bit by bit."""
    different = sorted(set(found) ^ set(expected))
    for name in set(found) & set(expected):
        a, b = np.ascontiguousarray(found[name]), np.ascontiguousarray(expected[name])
        if a.dtype != b.dtype or a.shape != b.shape:
            different.append(f"{name} ({a.dtype} {a.shape}, not {b.dtype} {b.shape})")
            continue
        if a.dtype.kind == "f":
            # Which NaN stands for a missing value says nothing.
            same = (np.isnan(a) & np.isnan(b)) | (bits(a) == bits(b))
            # A sparse matrix made dense adds zeros, which loses the sign of -0.
            if format == "svmlight":
                same |= (a == 0) & (b == 0)
            if not same.all():
                different.append(f"{name} ({(~same).sum()} values)")
        elif not (a == b).all():
            different.append(name)
    return different


def bits(values):
    return values.view(np.uint32 if values.dtype == np.float32 else np.uint64)


# Hashes, computed here from what was read.


def block_hashes(columns):
    blocks = []
    for first in range(0, len(columns["label"]), BLOCK):
        part = {name: values[first:first + BLOCK] for name, values in columns.items()}
        data, oracle = hashlib.sha256(), hashlib.sha256()
        for name in "features", "label", "amount", "time", "entity", "weight":
            if name in part:
                data.update(np.ascontiguousarray(part[name]).tobytes())
        for name in "posterior", "typology", "true-label", "observed-posterior":
            if name in part:
                oracle.update(np.ascontiguousarray(part[name]).tobytes())
        blocks.append({
            "first": first, "count": len(part["label"]), "data": data.hexdigest(),
            "oracle": oracle.hexdigest()})
    return blocks


def check_metadata(folder, format, columns):
    """Manifest, file hashes and Croissant; gives what mlcroissant did with it."""
    manifest = json.loads((folder / "manifest.json").read_text())
    if format == "npy":
        assert manifest["blocks"] == block_hashes(columns), "block hashes"
        return ""
    assert manifest["splits"][0]["blocks"] == block_hashes(columns), "block hashes"
    for file in manifest["files"]:
        data = (folder / file["path"]).read_bytes()
        assert len(data) == file["byteCount"], file["path"]
        assert hashlib.sha256(data).hexdigest() == file["sha256"], file["path"]
    results = []
    for version in "1.1", "1.0":
        described = json.loads((folder / "croissant.json").read_text())
        described["conformsTo"] = f"http://mlcommons.org/croissant/{version}"
        path = folder / f"croissant-{version}.json"
        path.write_text(json.dumps(described))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dataset = mlcroissant.Dataset(str(path))
        assert not dataset.metadata.ctx.issues.errors, dataset.metadata.ctx.issues.report()
        notes = len(dataset.metadata.ctx.issues.warnings)
        if format in ("arrow", "huggingface"):
            results.append(f"{version} valid, {notes} warnings, reads no Arrow")
            continue
        for record_set in dataset.metadata.record_sets:
            count = compare_records(dataset, record_set, columns, manifest)
        results.append(f"{version} valid, {notes} warnings, first {count} records agree")
    return "; ".join(results)


def compare_records(dataset, record_set, columns, manifest, limit=1000):
    names = {f"{record_set.id}/{c['name'].replace(' ', '_')}": c for c in manifest["columns"]}
    features = [c["name"] for c in manifest["columns"] if c["role"] == "feature"]
    count = 0
    for row, record in enumerate(dataset.records(record_set.id)):
        if row == limit:
            break
        count += 1
        for key, value in record.items():
            if key.endswith("/line"):
                assert int(value.split()[0]) == columns["label"][row]
                continue
            column = names[key]
            if column["role"] == "feature":
                expected = columns["features"][row, features.index(column["name"])]
            elif column["role"] == "oracle":
                expected = columns[column["name"]][row]
            else:
                expected = columns[column["role"]][row]
            if column.get("levels"):
                level = len(column["levels"]) - 1 if expected == 255 else expected
                expected = None if np.isnan(level) else column["levels"][int(level)]
                # mlcroissant reads with pandas' defaults, for which this level is a missing value.
                expected = None if expected == "NA" else expected
                assert (None if value is None else value.decode()) == expected, (key, value)
            else:
                assert (value is None and np.isnan(expected)) or value == expected, (key, value)
    return count


# The two data sets.


def make_folder(folder, count=30_000):
    """A data-set folder with everything a format must carry."""
    generator = np.random.default_rng(3)
    features = generator.normal(0, 1, (count, 5)).astype(np.float32)
    features[:, 1] = generator.integers(0, len(LEVELS), count)
    features[:, 2] = np.float32(10) ** generator.integers(-44, 39, count) * features[:, 0]
    features[:, 3] = generator.poisson(0.5, count)
    features[generator.random((count, 5)) < 0.1] = np.nan
    features[0, 0], features[1, 0] = -0.0, np.inf
    columns = {
        "features": features, "label": (generator.random(count) < 0.1).astype(np.uint8),
        "amount": np.exp(generator.normal(3, 1, count)).astype(np.float32),
        "time": np.sort(generator.random(count)) * 180,
        "entity": generator.integers(0, 2**32, count, dtype=np.uint32),
        "weight": generator.integers(1, 9, count).astype(np.float32),
        "posterior": generator.random(count) ** 20,
        "typology": generator.choice(np.array([0, 1, 255], np.uint8), count),
        "true-label": (generator.random(count) < 0.1).astype(np.uint8),
        "observed-posterior": generator.random(count) ** 9,
    }
    (folder / "oracle").mkdir(parents=True)
    files = {"amount": "amounts", "time": "times", "entity": "entities", "weight": "weights",
             "label": "labels", "features": "features"}
    described = [
        {"name": name, "role": "feature", "type": "float32", "file": "features.npy"}
        for name in ("x", "kind", "wide, range", "amount", "last")]
    described[1]["levels"] = LEVELS
    for name, values in columns.items():
        file = files.get(name, f"oracle/{name}" + ("s" if name == "true-label" else "")) + ".npy"
        np.save(folder / file, values)
        if name != "features":
            role = "oracle" if file.startswith("oracle") else name
            described.append(
                {"name": name, "role": role, "type": str(values.dtype), "file": file})
    (folder / "manifest.json").write_text(json.dumps({
        "formatVersion": 2, "kind": "import", "source": "Made by format_check.py.",
        "rows": {"first": 0, "count": count}, "positiveCount": int(columns["label"].sum()),
        "columns": described, "typologies": ["loud", "quiet"], "blockRows": BLOCK,
        "blocks": block_hashes(columns)}))


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*.*") if path.suffix not in (".md", ".json"))


def run(lopsided, *arguments):
    start = time.perf_counter()
    subprocess.run([lopsided, "data", *map(str, arguments)], check=True, capture_output=True)
    return time.perf_counter() - start


def check(title, folder, make):
    print(f"\n{title}\n")
    print("| format | MB | write, s | read, s | opened by | values | mlcroissant |")
    print("| :-- | --: | --: | --: | :-- | :-- | :-- |")
    expected, wrong = None, []
    for format in FORMATS:
        path = folder / format
        written = make(format, path)
        manifest = json.loads((path / "manifest.json").read_text())
        start = time.perf_counter()
        found = READERS[format](path, manifest)
        read = time.perf_counter() - start
        if expected is None:
            expected = found
        different = differences(found, expected, format)
        wrong += [f"{format}: {name}" for name in different]
        described = check_metadata(path, format, expected)
        print(
            f"| {format} | {size(path) / 1e6:.1f} | {written:.2f} | {read:.2f} "
            f"| {PROGRAMS[format]} | {'DIFFER: ' + ', '.join(different) if different else 'agree'} "
            f"| {described} |", flush=True)
    table = feather.read_table(folder / "arrow" / "data.arrow", memory_map=True)
    start = time.perf_counter()
    parquet.write_table(table, folder / "data.parquet")
    seconds = time.perf_counter() - start
    again = parquet.read_table(folder / "data.parquet")
    if again.to_pandas().equals(table.to_pandas()):
        print(f"\nParquet by pyarrow: {(folder / 'data.parquet').stat().st_size / 1e6:.1f} MB, "
              f"{seconds:.2f} s, the same table.")
    else:
        wrong.append("parquet")
    return wrong


def main():
    lopsided = os.path.abspath(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    print(
        f"numpy {np.__version__}, pandas {pd.__version__}, pyarrow {pa.__version__}, "
        f"datasets {datasets.__version__}, mlcroissant {mlcroissant.__version__}; "
        f"{os.cpu_count()} cores")
    wrong = []
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        wrong += check(
            f"{rows} rows of typologies, drawn and written", scratch / "drawn",
            lambda format, path: run(
                lopsided, "generate", "typologies", "--rows", rows, "--bayes-rows", 64,
                "--format", format, "--output", path))
        make_folder(scratch / "made")

        def export(format, path):
            if format == "npy":
                make_folder(path)
                return float("nan")
            return run(lopsided, "export", scratch / "made", "--format", format, "--output", path)

        wrong += check("30000 rows with categories, missing values and attributes",
                       scratch / "exported", export)
    if wrong:
        sys.exit("These differ: " + "; ".join(wrong))
    print("\nAll formats agree.")


if __name__ == "__main__":
    main()
