"""Corrects rates for the program's measured errors: python docs/examples/correct.py

Two ways (docs/statistics.md): Rogan and Gladen for shares of sentences, and regression calibration for a rate of single articles. The numbers here are invented; put in
those of `sayso agree … --format csv` and of `sayso compare … --format csv`.
"""
import os
import sys

sys.path = [p for p in sys.path if os.path.abspath(p or ".") != os.path.dirname(os.path.abspath(__file__))]
import numpy as np  # noqa: E402

# Rogan and Gladen: the program marks 12 % and 20 % of two outlets' sentences; it finds 60 % of what people mark and leaves 93 % of the rest alone.
counted, sensitivity, specificity = np.array([0.12, 0.20]), 0.60, 0.93
corrected = np.clip((counted + specificity - 1) / (sensitivity + specificity - 1), 0, 1)
print("counted ", counted, " ratio", round(counted[1] / counted[0], 2))
print("corrected", corrected.round(3), " ratio", round(corrected[1] / corrected[0], 2))
assert np.allclose(corrected, [0.09434, 0.24528], atol=1e-5)

# Regression calibration: 200 articles were coded by people and by the program, 2,000 by the program only.
random = np.random.default_rng(3)
outlet = (random.random(2000) < 0.5).astype(int)
people = random.gamma(2, 3, 2000) + 2 * outlet
program = 0.7 * people + 1.5 + random.normal(0, 1.5, 2000)
coded = random.choice(2000, 200, replace=False)


def gap(rates):
    return rates[outlet == 1].mean() - rates[outlet == 0].mean()


def calibrated(sample):
    """People's rate on the program's and the group, in the coded sample; then the fitted rate of every article."""
    design = np.column_stack([np.ones(2000), program, outlet])
    fit = np.linalg.lstsq(design[sample], people[sample], rcond=None)[0]
    return gap(design @ fit)


# Its uncertainty: draw the coded articles anew and fit anew.
gaps = [calibrated(random.choice(coded, 200)) for _ in range(999)]
low, high = np.percentile(gaps, [2.5, 97.5])
print(f"difference between outlets: program {gap(program):.2f}, calibrated {calibrated(coded):.2f} [{low:.2f}, {high:.2f}], people {gap(people):.2f}")
assert low < gap(people) < high and abs(calibrated(coded) - gap(people)) < abs(gap(program) - gap(people))
