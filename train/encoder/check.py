"""Do trainer and engine agree? Compares sentence scores of `sayso-train read` with the trainer's own, on the same articles.

  check.py weights.npz PIECES.jsonl READ.jsonl      READ: sayso-train read WHOLE.bin ARTICLES.jsonl READ.jsonl
"""
import itertools, sys
import numpy as np
import data, model
from measure import predict

p = model.tensors(np.load(sys.argv[1]))
articles = data.load([sys.argv[2]])
flat = lambda row: list(itertools.chain.from_iterable(x if isinstance(x, list) else [x] for x in row))
engine = {row['id']: [flat(s) for s in row['sentences']] for row in data.lines(sys.argv[3])}
differences, voices = [], []
for article, sentence, _, z in predict(p, articles):
    k = next(i for i, s in enumerate(article.sentences) if s is sentence)
    got = np.array(engine[article.id][k]) / 256
    differences.append(np.abs(np.clip(z, -30, 30)[:len(got)] - got))
    voices.append(z[:4].argmax() == got[:4].argmax())
d = np.array(differences)
print('%d sentences: logits differ by %.4f in the mean, %.3f at most; the same voice in %.2f %%' % (len(d), d.mean(), d.max(), 100 * np.mean(voices)))
assert d.mean() < .05 and np.mean(voices) > .99
