"""Articles labelled by the codebook, as they stand in this repository.

A block: `=== id` (for a file of one article its name), the text up to `--- labels` (absent where the text is another's), and lines:
  S1 named-person official | Ada Roe       a source: kind, role, name
  0-53 o 2 accusation <lied> L<thugs> S1   a sentence in characters: voice (o a m n); grade, reason and trigger of what needs a source;
                                           V vague, L loaded, M mildly loaded; its sources; A2, A1: rests on one source, badly or mildly (an article without any is silent about it)
Words stand between < and >, or as [start-end] where the text is another's.

  labels.py FILE… > articles.jsonl         as `articles.train.jsonl` has them, for `sayso-train pieces` and for scoring
"""
import json, pathlib, re, sys

VOICES = {'o': 'outlet', 'a': 'attributed', 'm': 'mixed', 'n': 'none'}
SENTENCE = re.compile(r'(\d+)-(\d+) ([oamn])(?: ([12]) (\w+))?((?: .*)?)$')
PART = re.compile(r'([VLM]?)(?:<([^<>]*)>|\[(\d+)-(\d+)\])|A([12])|(S\d+(?:,S\d+)*)')


def sentence(text, line, used):
    start, end, voice, grade, reason, rest = SENTENCE.match(line).groups()
    s = dict(start=int(start), end=int(end), voice=VOICES[voice], needs_source=int(grade or 0), reason=reason, loaded=[], sources=[], alone=0)
    for kind, words, a, b, alone, sources in PART.findall(rest):
        if alone or sources:
            s['alone'], s['sources'] = int(alone or s['alone']), sources.split(',') if sources else s['sources']
            continue
        if words:
            # The same word a second time is the next one in the sentence.
            a = text.index(words, used.get(words, s['start']), s['end'])
            b = a + len(words)
            if kind in ('L', 'M'):
                used[words] = b
        span = dict(start=int(a), end=int(b))
        if kind in ('L', 'M'):
            s['loaded'].append(dict(span, mild=kind == 'M'))
        else:
            s['vague' if kind else 'trigger'] = span
    return s


def article(name, text, lines):
    row = dict(id=name, text=text, sentences=[], sources=[])
    for line in lines:
        if line.startswith('S'):
            what, _, called = line.partition(' | ')
            source, kind, role = what.split(' ')
            row['sources'].append(dict(id=source, name=called, kind=kind, role=role))
        else:
            row['sentences'].append(sentence(text, line, {}))
    if not any(s['alone'] for s in row['sentences']):
        for s in row['sentences']:
            del s['alone']
    return row


def read(path):
    """The articles of a file. Of a name that ends in `.txt` the whole file is one article."""
    path, whole = pathlib.Path(path), path_text(path)
    if path.suffix == '.txt':
        text, labels = whole.split('\n--- labels\n')
        return [article(path.stem, text, labels.splitlines())]
    blocks = [block.splitlines() for block in whole.split('=== ')[1:]]
    return [article(block[0], '', block[1:]) for block in blocks]


def path_text(path):
    with open(path, encoding='utf-8', newline='') as f:
        return f.read()


if __name__ == '__main__':
    for path in sys.argv[1:]:
        for row in read(path):
            print(json.dumps(row, ensure_ascii=False))
