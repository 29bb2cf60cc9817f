#!/usr/bin/env python3
"""Reads the public interface of a running hub with public libraries: openapi-spec-validator and jsonschema (the document and every answer),
pyjstat (JSON-stat against the CSV files), rdflib (the DCAT-AP.de catalogue), and schemathesis, which makes requests up from the document
and looks for server errors, undocumented answers and answers of another form.

    Tests/Independent/read_interface.py BINARIES DEMO [EXAMPLES [SEED]]

BINARIES holds rahmenwerk-hub; DEMO is the data folder of ./demo (a copy of its hub is served). EXAMPLES (standard 10) says how many requests
schemathesis makes up for each operation besides those that the document's limits call for; with SEED they are the same each time."""

import csv
import decimal
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import jsonschema
import openapi_spec_validator
import rdflib
import requests
from pyjstat import pyjstat

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Processes"))
from hub_process import Hub  # noqa: E402

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCT = rdflib.DCTERMS
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
FOAF = rdflib.FOAF
AUTHORITY = "http://publications.europa.eu/resource/authority/"


def read_document(hub):
    """The document is OpenAPI 3.1; every example it gives is answered in the form it promises."""
    answer = requests.get(f"{hub}/api/openapi.json", timeout=30)
    document = answer.json()
    openapi_spec_validator.validate(document)
    assert document["openapi"].startswith("3.1"), document["openapi"]
    read = 0
    for path, methods in document["paths"].items():
        operation = methods.get("get")
        if operation is None:
            continue
        filled = path
        for parameter in operation["parameters"]:
            if "example" in parameter:
                filled = filled.replace("{" + parameter["name"] + "}", parameter["example"])
        if "{" in filled:
            continue  # nothing of this kind is there yet
        answer = requests.get(hub + filled, timeout=60)
        assert answer.status_code == 200, (filled, answer.status_code, answer.text[:200])
        (media, content), = operation["responses"]["200"]["content"].items()
        assert answer.headers["Content-Type"].split(";")[0] == media, (filled, answer.headers["Content-Type"])
        if media == "application/json":
            schema = {**content["schema"], "components": document["components"]}
            jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(answer.json())
        read += 1
    assert read >= 24, read
    return document, read


def rows(hub, path):
    """A CSV file's rows by column; both styles hold the same."""
    neutral = requests.get(f"{hub}{path}", timeout=60).content
    german = requests.get(f"{hub}{path}?style=excel-de", timeout=60).content
    assert not neutral.startswith(b"\xef\xbb\xbf") and german.startswith(b"\xef\xbb\xbf"), path
    first = list(csv.DictReader(io.StringIO(neutral.decode(), newline="")))
    second = list(csv.DictReader(io.StringIO(german.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(first) == len(second), path
    for one, other in zip(first, second):
        assert one.keys() == other.keys(), path
        for name in one:
            # Only the decimal point differs; "." alone stands for suppressed.
            assert one[name] == other[name] or one[name].replace(".", ",") == other[name], (path, name, one[name], other[name])
            assert one[name][:1] not in "=+@\t\r" or not one[name], (path, name, one[name])
    return first


def number(text):
    return None if text in ("", ".") else decimal.Decimal(text)


def read_tables(hub):
    """JSON-stat as pyjstat reads it says the same as the CSV files, cell by cell."""
    cells = 0
    regional = {(row["indicator"], row["period"]): number(row["value"]) for row in rows(hub, "/api/v1/indicators.csv")}
    text = requests.get(f"{hub}/api/v1/indicators.json-stat", timeout=60).text
    table = pyjstat.Dataset.read(text)
    frame = table.write("dataframe", naming="id")
    for _, row in frame.iterrows():
        told = regional.get((row["indicator"], row["time"]))
        assert (told is None) == (row["value"] != row["value"] or row["value"] is None), row
        if told is not None:
            assert abs(float(told) - row["value"]) < 1e-9, row
            cells += 1
    assert cells == sum(value is not None for value in regional.values()) and cells > 0
    for identifier in sorted({indicator for indicator, _ in regional}):
        told = {(row["area"], row["period"]): row for row in rows(hub, f"/api/v1/indicators/{identifier}.csv")}
        answer = requests.get(f"{hub}/api/v1/indicators/{identifier}.json-stat", timeout=60)
        plain = answer.json()
        assert len(plain["value"]) == len(plain["status"]) + sum(
            str(place) not in plain["status"] for place in range(len(plain["value"])))
        # Nothing is missing without a reason.
        assert all(value is not None or str(place) in plain["status"] for place, value in enumerate(plain["value"])), identifier
        frame = pyjstat.Dataset.read(answer.text).write("dataframe", naming="id")
        for _, row in frame.iterrows():
            source = told.get((row["geo"], row["time"]))
            name = row["measure"]
            value = number(source[name]) if source and name in source else None
            if name == "value" and value is None and source and source["numerator"]:
                continue  # worked out from its parts for display
            assert (value is None) == (row["value"] != row["value"] or row["value"] is None), (identifier, row.to_dict())
            if value is not None:
                assert abs(float(value) - row["value"]) < 1e-9, (identifier, row.to_dict())
                cells += 1
    return cells


def read_catalogue(hub):
    """What DCAT-AP 2 and DCAT-AP.de 2.0 make mandatory is there, and every distribution answers."""
    graph = rdflib.Graph()
    answer = requests.get(f"{hub}/api/dcat.jsonld", timeout=30)
    assert answer.headers["Content-Type"] == "application/ld+json"
    graph.parse(data=answer.text, format="json-ld")

    def needs(subject, *properties):
        for name in properties:
            assert list(graph.objects(subject, name)), (subject, name)

    catalogue, = graph.subjects(rdflib.RDF.type, DCAT.Catalog)
    needs(catalogue, DCT.title, DCT.description, DCT.publisher, DCAT.dataset)
    datasets = list(graph.objects(catalogue, DCAT.dataset))
    assert len(datasets) == len(set(graph.subjects(rdflib.RDF.type, DCAT.Dataset))) > 5
    seen = 0
    for dataset in datasets:
        needs(dataset, DCT.title, DCT.description, DCT.publisher, DCAT.contactPoint, DCAT.theme, DCT.identifier, DCT.issued, DCT.modified,
              DCAT.keyword, DCAT.landingPage, DCAT.distribution)
        assert all(isinstance(title, rdflib.Literal) and title.language for title in graph.objects(dataset, DCT.title))
        for theme in graph.objects(dataset, DCAT.theme):
            assert str(theme).startswith(f"{AUTHORITY}data-theme/"), theme
        frequency, = graph.objects(dataset, DCT.accrualPeriodicity)
        assert str(frequency).startswith(f"{AUTHORITY}frequency/"), frequency
        publisher, = graph.objects(dataset, DCT.publisher)
        assert (publisher, rdflib.RDF.type, FOAF.Agent) in graph
        needs(publisher, FOAF.name)
        for contact in graph.objects(dataset, DCAT.contactPoint):
            assert (contact, rdflib.RDF.type, VCARD.Kind) in graph
            needs(contact, VCARD.fn, VCARD.hasURL)
        for period in graph.objects(dataset, DCT.temporal):
            start, = graph.objects(period, DCAT.startDate)
            end, = graph.objects(period, DCAT.endDate)
            assert start.toPython() <= end.toPython(), (start, end)
        for distribution in graph.objects(dataset, DCAT.distribution):
            assert (distribution, rdflib.RDF.type, DCAT.Distribution) in graph
            needs(distribution, DCAT.accessURL, DCT.license, DCT.format, DCAT.mediaType)
            license, = graph.objects(distribution, DCT.license)
            # One of the portals' list, or a document of the hub's own that is named in words.
            assert isinstance(license, rdflib.URIRef), license
            if not str(license).startswith("http://dcat-ap.de/def/licenses/"):
                assert (license, rdflib.RDF.type, DCT.LicenseDocument) in graph, license
                needs(license, DCT.title)
            address, = graph.objects(distribution, DCAT.accessURL)
            assert requests.get(address, timeout=60).status_code == 200, address
            seen += 1
    # The same graph in another notation: nothing in it is out of form.
    assert len(rdflib.Graph().parse(data=graph.serialize(format="turtle"), format="turtle")) == len(graph)
    return len(datasets), seen


HOOKS = """
import schemathesis

@schemathesis.serializer("application/jose")
def jose(context, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
"""


def make_up(hub, document, folder, examples, seed):
    """schemathesis from the command line. What it does not know: that a body is canonical JSON or a signed statement."""
    (pathlib.Path(folder) / "hooks.py").write_text(HOOKS)
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(folder)}
    common = ["--no-color", "run", f"{hub}/api/openapi.json", "--continue-on-failure", "--warnings", "off", "--workers", "1",
              "--max-examples", str(examples), "--phases", "examples,coverage,fuzzing", "--generation-database", "none",
              *(["--seed", seed] if seed else [])]
    tool = pathlib.Path(sys.executable).with_name("schemathesis")
    for method, excluded in (("GET", []), ("POST", ["--exclude-checks", "positive_data_acceptance"])):
        done = subprocess.run([tool, *common, "--include-method", method, *excluded], cwd=folder, capture_output=True, text=True,
                              env=environment)
        if done.returncode != 0:
            sys.exit(f"{done.stdout}\n{done.stderr}")
        print(f"  {method}: " + next(line.strip() for line in done.stdout.splitlines() if "generated" in line))
        selected = next(line.split() for line in done.stdout.splitlines() if "selected /" in line)
        assert int(selected[1]) == sum(method.lower() in methods for methods in document["paths"].values()), selected


def main(binaries, demo, examples=10, seed=None):
    with tempfile.TemporaryDirectory(prefix="rahmenwerk-interface-") as folder:
        shutil.copytree(pathlib.Path(demo) / "hub", f"{folder}/hub")
        hub = Hub(binaries, folder)
        address = f"http://127.0.0.1:{hub.port}"
        origin = json.loads(subprocess.run(
            ["sed", "-n", 's/.*origin: \\(".*"\\),.*/\\1/p', pathlib.Path(demo) / "hub.json5"], capture_output=True,
            text=True, check=True).stdout)
        hub.options[hub.options.index("origin=hub.test/log")] = f"origin={origin}"
        hub.options += ["--set", f"publicAddress={address}"]
        hub.start()
        try:
            document, read = read_document(address)
            cells = read_tables(address)
            datasets, distributions = read_catalogue(address)
            print(f"{len(document['paths'])} addresses described, {read} read; {cells} cells of JSON-stat agree with CSV; "
                  f"{datasets} datasets with {distributions} distributions")
            make_up(address, document, folder, int(examples), seed)
        finally:
            hub.stop()


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
