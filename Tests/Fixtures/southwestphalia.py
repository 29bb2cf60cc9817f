#!/usr/bin/env python3
"""Makes Tests/FederationTests/SouthWestphaliaTable.swift: public figures of the 59 municipalities of Südwestfalen.

usage: southwestphalia.py MUNICIPALITIES.csv INKAR.csv > Tests/FederationTests/SouthWestphaliaTable.swift

MUNICIPALITIES.csv: ags, name, kreis_ags, area_km2, population_2019, population_zensus_2022, lon, lat, …
INKAR.csv: ags, name, year, bereich, kuerzel, value. Numbers are taken as they stand; nothing is filled in.
"""
import csv
import sys

REGION = {"05958", "05962", "05966", "05970", "05974"}

with open(sys.argv[1], encoding="utf-8") as file:
    towns = {row["ags"]: row for row in csv.DictReader(file) if row["kreis_ags"] in REGION}
with open(sys.argv[2], encoding="utf-8") as file:
    poverty = {row["ags"]: row["value"] for row in csv.DictReader(file)
               if row["kuerzel"] == "q_newfBGu15_bev" and row["year"] == "2022"}
assert len(towns) == 59, len(towns)

print('''/// Public figures of the 59 municipalities of Südwestfalen, made by Tests/Fixtures/southwestphalia.py.
///
/// Child poverty 2022 (q_newfBGu15_bev): INKAR, © BBSR Bonn, dl-de/by-2-0. Population of the census of 2022:
/// © Statistische Ämter des Bundes und der Länder, dl-de/by-2-0. Area and population of 31.12.2019:
/// Gemeindeverzeichnis, © Statistisches Bundesamt (Destatis).
enum SouthWestphaliaTable {
    static let csv = """
        ags,area_km2,population_2019,population_2022,child_poverty_2022,latitude,longitude,name''')
for ags, row in sorted(towns.items()):
    cells = [ags, row["area_km2"], row["population_2019"], row["population_zensus_2022"], poverty.get(ags, ""),
             f"{float(row['lat']):.4f}", f"{float(row['lon']):.4f}", row["name"].split(",")[0]]
    print("        " + ",".join(cells))
print('''        """
}''')
