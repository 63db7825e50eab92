"""Figures of held-back articles, from the trainer's own scores. Thresholds are chosen on what is measured: upper bounds, for comparing runs."""
import numpy as np, torch
from sklearn.metrics import average_precision_score, f1_score, matthews_corrcoef
import data, model


@torch.no_grad()
def predict(p, articles):
    """[(article, sentence, token logits, sentence logits)]"""
    out = []
    for pad, rows, n in data.batches([w for a in articles.values() for w in data.windows(a)]):
        b = data.batch(rows, pad, False)
        token, sentence = (x.numpy() for x in model.scores(p, {k: torch.from_numpy(v) for k, v in b.items()}))
        for r, (article, context, start, end) in enumerate(rows[:n]):
            for k in range(start, end):
                at = np.flatnonzero(b['owner'][r] == k - context)
                out.append((article, article.sentences[k], token[r, at], sentence[r, k - context]))
    return out


def best(y, s):
    """The best F1 over thresholds, and the threshold."""
    if not y.any():
        return 0., 0.
    order = np.argsort(-s, kind='stable')
    hit = np.cumsum(y[order])
    f = 2 * hit / (np.arange(1, len(y) + 1) + y.sum())
    return f.max(), s[order][f.argmax()]


def measure(p, articles, path=None):
    rows = predict(p, articles)
    if path:
        np.savez(path, id=[a.id for a, *_ in rows], start=[s['start'] for _, s, *_ in rows], sentence=[z for *_, z in rows])
    judged = [(s['label'], z) for _, s, _, z in rows if s['label'] is not None]
    if judged:
        y, z = np.array([a for a, _ in judged]), np.array([b for _, b in judged])
        got, v, own = z[:, :4].argmax(1), y[:, 0], lambda a: (a == 0) | (a == 2)
        sure, needy = y[:, 1] != 1, y[:, 2] >= 0
        print('  %d sentences: voice %.3f own %.3f none %.3f | needs any %.3f strong %.3f (AP %.3f %.3f) reason %.3f | vague %.3f unnamed %.3f alone strong %.3f goes on %.3f' % (
            len(y), (got == v).mean(), f1_score(own(v), own(got)), f1_score(v == 3, got == 3), best(y[:, 1] >= 1, z[:, 4])[0], best(y[sure, 1] == 2, z[sure, 5])[0],
            average_precision_score(y[:, 1] >= 1, z[:, 4]), average_precision_score(y[sure, 1] == 2, z[sure, 5]), (z[needy, 6:14].argmax(1) == y[needy, 2]).mean(),
            best(y[:, 3] > 0, z[:, 14])[0], best(y[:, 8] > 0, z[:, 20])[0], best(y[:, 4][(y[:, 4] != 1)] == 2, z[(y[:, 4] != 1), 16])[0], best(y[y[:, -1] >= 0, -1] > 0, z[y[:, -1] >= 0, -1])[0]), flush=True)
    marks = np.concatenate([np.c_[s['marks'], t[:, 14:]] for _, s, t, _ in rows])
    marks = marks[marks[:, 0] >= 0]
    if len(marks):
        print('  pieces: trigger %.3f vague %.3f loaded %.3f strong %.3f' % tuple(best(marks[:, i] > 0, marks[:, 4 + i])[0] for i in range(4)), flush=True)
    spans = np.concatenate([np.c_[s['spans'], t[:, :7].argmax(1)] for _, s, t, _ in rows if (s['spans'][:, 0] >= 0).all()] or [np.zeros((0, 3))])
    if len(spans):
        part = lambda x: (x + 1) // 2
        said = np.array([(np.isin(part(s['spans'][:, 0]), 3).any(), np.isin(part(t[:, :7].argmax(1)), 3).any()) for _, s, t, _ in rows if (s['spans'][:, 0] >= 0).all()])
        print('  pieces: source %.3f cue %.3f content %.3f; sentences MCC %.3f' % (
            *(f1_score(part(spans[:, 0]) == i, part(spans[:, 2]) == i) for i in (1, 2, 3)), matthews_corrcoef(said[:, 0], said[:, 1])), flush=True)
