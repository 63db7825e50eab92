"""Seconds of `sayso.spark.judge` on one core and on two, and the memory of a Python worker: python speed_spark.py ARTICLES.jsonl [ENGINE]"""

import subprocess
import sys

ONE = """
import os, sys, time, sayso, sayso.spark
from pyspark.sql import SparkSession
articles, engine, cores = sys.argv[1:]
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
settings = {"spark.ui.enabled": "false", "spark.driver.host": "localhost", "spark.ui.showConsoleProgress": "false"}
spark = SparkSession.builder.master(f"local[{cores}]").config(map=settings).getOrCreate()
df = spark.read.schema("id string, text string, title string, outlet string, date string").json(articles).repartition(8).cache()
count = df.count()
judged = sayso.spark.judge(df, sayso.Analyzer(engine=engine))

def once():
    begun = time.monotonic()
    judged.write.format("noop").mode("overwrite").save()
    return time.monotonic() - begun

def most(pid):
    with open(f"/proc/{pid}/status") as file:
        return next((int(line.split()[1]) for line in file if line.startswith("VmHWM")), 0) // 1024

# The first run starts the workers and compiles the lexicons.
first, seconds = once(), min(once() for _ in range(3))
parents = {int(p): int(open(f"/proc/{p}/stat").read().rsplit(")", 1)[1].split()[1]) for p in os.listdir("/proc") if p.isdigit()}
jvm = spark.sparkContext._gateway.proc.pid
daemons = {p for p in parents if parents[p] == jvm}
workers = [p for p in parents if parents[p] in daemons]
print(f"{engine}, {cores} cores: {count} articles in {seconds:.2f} s (the first time {first:.2f}); a worker {max(map(most, workers), default=0)} MB")
"""

articles, *engines = sys.argv[1:]
for engine in engines or ["fast"]:
    for cores in ("1", "2"):
        subprocess.run([sys.executable, "-c", ONE, articles, engine, cores], check=True, stderr=subprocess.DEVNULL)
