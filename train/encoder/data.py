"""Labelled articles as the encoder sees them: pieces from `sayso-train pieces`, labels from the annotated files."""
import bisect, json, zlib
import numpy as np
import labels

VOICES = ['outlet', 'attributed', 'mixed', 'none']
REASONS = ['accusation', 'evaluation', 'motive', 'cause', 'number', 'prediction', 'generalization', 'comparison']
KINDS = ['named-person', 'named-organization', 'document', 'unnamed', 'collective', 'none']
ROLES = ['official', 'politician', 'expert', 'business', 'civil', 'person', 'media', 'document']
OPEN, LONGEST, BEFORE, AFTER = 2, 320, 64, 32
PADS = {96: 24, 160: 16, 240: 10, 320: 8}  # length of a window: windows a batch
SLOTS = 40  # sentences of a window at most


def lines(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def rows(path):
    """Labelled articles: JSON Lines, or the format of `labels.py`."""
    return lines(path) if path.endswith('.jsonl') else labels.read(path)


class Article:
    """Sentences with pieces, and their labels where an annotator gave some (-1 where not)."""

    def __init__(self, pieces):
        self.id, self.sentences = pieces['id'], pieces['sentences']
        for s in self.sentences:
            n = len(s['ids'])
            s['spans'] = np.full((n, 2), -1, 'i4')  # reported, other: 0 out, then begin and inside of source, cue, content
            s['marks'] = np.full((n, 4), -1, 'i4')  # trigger, vague, loaded, loaded strongly
            s['label'] = s['taught'] = None

    def pieces_in(self, start, end):
        """(sentence, first, last) of the pieces that overlap a stretch of characters."""
        for s in self.sentences:
            if s['start'] < end and start < s['end']:
                hit = [i for i, (a, b) in enumerate(zip(s['from'], s['to'])) if a < end and start < b]
                if hit:
                    yield s, hit[0], hit[-1] + 1

    def spoken(self, attributions):
        """PolNeAR's spans. Reported speech is written last and wins; of its parts the cue, then the source."""
        for s in self.sentences:
            s['spans'][:] = 0
        for g in sorted(attributions, key=lambda g: reported(g.get('type') or '')):
            column = 0 if reported(g.get('type') or '') else 1
            for part, begin in (('content', 5), ('source', 1), ('cue', 3)):
                for start, end in g.get(part) or []:
                    for s, a, b in self.pieces_in(start, end):
                        s['spans'][a:b, column] = begin + 1
                        if s['start'] <= start:
                            s['spans'][a, column] = begin

    def judged(self, gold):
        """Labels by the codebook; each sentence takes those of the annotated one that it overlaps most."""
        kind = {x['id']: (KINDS.index(x['kind']), ROLES.index(x['role']) if x.get('role') in ROLES else -1) for x in gold['sources']}
        starts = [g['start'] for g in gold['sentences']]
        for s in self.sentences:
            k = max(0, bisect.bisect_right(starts, s['start']) - 1)
            near = [g for g in gold['sentences'][max(0, k - 1):k + 3] if g['start'] < s['end'] and s['start'] < g['end']]
            if not near:
                continue
            g = max(near, key=lambda g: min(g['end'], s['end']) - max(g['start'], s['start']))
            before = gold['sentences'][gold['sentences'].index(g) - 1]['sources'] if g is not gold['sentences'][0] else []
            goes_on = int(bool(set(before) & set(g['sources']))) if g['sources'] else -1
            kinds, roles = np.zeros(len(KINDS)), np.zeros(len(ROLES))
            for x in g['sources']:
                k, r = kind.get(x, (-1, -1))
                kinds[k] += k >= 0
                roles[r] += r >= 0
            s['label'] = np.concatenate([[VOICES.index(g['voice']), g['needs_source'], REASONS.index(g['reason']) if g.get('reason') in REASONS else -1,
                                          int('vague' in g), g.get('alone', -1)], np.minimum(kinds, 1), np.minimum(roles, 1), [goes_on]]).astype('i4')
            s['marks'][:] = 0
            spans = [(g.get('trigger'), [0]), (g.get('vague'), [1])] + [(w, [2] if w['mild'] else [2, 3]) for w in g['loaded']]
            for span, columns in spans:
                for i, (a, b) in enumerate(zip(s['from'], s['to'])):
                    if span and a < span['end'] and span['start'] < b:
                        s['marks'][i, columns] = 1



LABELS = 5 + len(KINDS) + len(ROLES) + 1


def reported(sort):
    signal, _, quotation = sort.partition('/')
    return signal in ('', 'say-verb', 'other-speech-verb', 'according-to', 'colon') or quotation in ('direct', 'mixed')


def taught(articles, scores):
    """The mean of what teachers think of a sentence: logits of its pieces and its own."""
    sentences = {(i, s['start']): s for i, a in articles.items() for s in a.sentences}
    said = {}
    for i, start, *logits in scores:
        s = sentences.get((i, start))
        if s and len(logits[0]) == len(s['ids']):  # else a lexicon has changed since, and with it the pieces
            said.setdefault((i, start), []).append(logits)
    for at, logits in said.items():
        sentences[at]['taught'] = tuple(np.mean(x, axis=0, dtype='f4') for x in zip(*logits))


def load(pieces, judged=None, spoken=None):
    """Articles by id, from the files that `sayso-train pieces` made and those with the labels."""
    articles = {}
    for path in pieces:
        for row in lines(path):
            articles.setdefault(row['id'], Article(row))
    for path in spoken or []:
        for row in lines(path):
            articles[row['id']].spoken(row['attributions'])
    for path in judged or []:
        for row in rows(path):
            articles[row['id']].judged(row)
    return articles


def fold_of(name, folds):
    return zlib.crc32(name.encode()) % folds


def part_of(name, parts):
    """As `fold_of`, by another hash: each fold has articles of every part."""
    return zlib.crc32(('half' + name).encode()) % parts


def windows(article, first=LONGEST):
    """As `src/encoder/window.rs`; `first` shortens the first window, so that training sees other cuts. (sentence indices, those in question)."""
    out, start, lengths, limit = [], 0, [len(s['ids']) for s in article.sentences], first
    while start < len(lengths):
        context, room = start, BEFORE
        while context > 0 and start - context < 2 and lengths[context - 1] <= room:
            context -= 1
            room -= lengths[context]
        used, end = 1 + sum(lengths[context:start]), start
        while end < len(lengths) and (end == start or used + lengths[end] <= limit - AFTER) and end - context < SLOTS - 1:
            used += lengths[end]
            end += 1
        out.append((article, context, start, end))
        start, limit = end, LONGEST
    return out


def size(window):
    article, context, _, end = window
    total = 1 + sum(len(s['ids']) for s in article.sentences[context:end])
    return min(LONGEST, total + (min(AFTER, len(article.sentences[end]['ids'])) if end < len(article.sentences) else 0))


def batch(rows, pad, everywhere, outputs=(1, 1)):
    """Arrays of a batch. With `everywhere` the sentences of context count, too (half)."""
    n = len(rows)
    b = dict(ids=np.zeros((n, pad), 'i8'), quoted=np.zeros((n, pad), 'i8'), senses=np.zeros((n, pad), 'i8'), mask=np.zeros((n, pad), 'f4'),
             owner=np.full((n, pad), SLOTS, 'i4'), spans=np.full((n, pad, 2), -1, 'i8'), marks=np.full((n, pad, 4), -1, 'i8'), weight=np.zeros((n, pad), 'f4'),
             label=np.full((n, SLOTS, LABELS), -1, 'i8'), counts=np.zeros((n, SLOTS), 'f4'),
             taught_token=np.zeros((n, pad, outputs[0]), 'f4'), taught=np.zeros((n, SLOTS, outputs[1]), 'f4'), taught_pieces=np.zeros((n, pad), 'f4'), taught_counts=np.zeros((n, SLOTS), 'f4'))
    for r, (article, context, start, end) in enumerate(rows):
        b['ids'][r, 0] = OPEN
        b['mask'][r, 0] = 1
        at = 1
        for slot, k in enumerate(range(context, min(end + 1, len(article.sentences)))):
            s = article.sentences[k]
            m = min(len(s['ids']), pad - at, AFTER if k == end else LONGEST)
            if m <= 0:
                break
            here = slice(at, at + m)
            for key in ('ids', 'quoted', 'senses'):
                b[key][r, here] = s[key][:m]
            b['mask'][r, here] = 1
            b['owner'][r, here] = slot
            counts = 1. if start <= k < end else .5 if everywhere and k < end else 0.
            if counts:
                b['spans'][r, here], b['marks'][r, here] = s['spans'][:m], s['marks'][:m]
                b['weight'][r, here] = counts
                if s['label'] is not None:
                    b['label'][r, slot], b['counts'][r, slot] = s['label'], counts
                elif not everywhere:
                    b['counts'][r, slot] = counts
                if s['taught'] is not None and outputs[0] > 1:
                    b['taught_token'][r, here], b['taught'][r, slot] = s['taught'][0][:m], s['taught'][1]
                    b['taught_pieces'][r, here] = b['taught_counts'][r, slot] = counts
            at += m
    return b


def batches(rows, rng=None):
    """(pad, windows, how many are no filling)"""
    order = np.arange(len(rows)) if rng is None else rng.permutation(len(rows))
    by, out = {p: [] for p in PADS}, []
    for i in order:
        by[next(p for p in PADS if size(rows[i]) <= p)].append(rows[i])
    for pad, all_ in by.items():
        for i in range(0, len(all_), PADS[pad]):
            part = all_[i:i + PADS[pad]]
            out.append((pad, part + [part[-1]] * (PADS[pad] - len(part)), len(part)))
    if rng is not None:
        rng.shuffle(out)
    return out
