#!/usr/bin/env python3
"""Do the marks of a profile hold? Reports of annotated articles (`articles.*.jsonl`), counted by rule and by kind of article.

  marks.py ARTICLES.jsonl REPORTS.jsonl      REPORTS: sayso check --profile news --input jsonl --format jsonl --fail-on never ARTICLES.jsonl

A mark is right where the annotator marked the same sentence for the same reason, mildly or badly, and for loaded terms the same words.
The kind of an article is what its id begins with, up to the first `-` or `_`.
"""
import collections, json, sys


def rows(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def overlap(a, b):
    return max(0, min(a['end'], b['end']) - max(a['start'], b['start']))


def right(finding, sentence, kinds):
    """None: a rule that the labels are silent about."""
    match finding['rule']:
        case 'unattributed-assertion': return sentence['needs_source'] >= 1
        case 'loaded-term': return any(overlap(word, finding['evidence'][0]) for word in sentence['loaded'])
        case 'vague-attribution': return bool(sentence.get('vague'))
        case 'anonymous-source': return any(kinds.get(x) == 'unnamed' for x in sentence['sources'])
        case 'single-source-claim': return sentence.get('alone', 0) >= 1


def badly(sentence):
    """Sentences in which a careful reader would mark something badly."""
    return sentence['needs_source'] == 2 or sentence.get('alone') == 2 or any(not word['mild'] for word in sentence['loaded'])


def main(articles, reports):
    reports = {r['article']['id']: r for r in rows(reports)}
    told, found, words, marks = (collections.Counter() for _ in range(4))
    for gold in rows(articles):
        report, sentences = reports[gold['id']], gold['sentences']
        kinds = {s['id']: s['kind'] for s in gold['sources']}
        kind = gold['id'].split('-')[0].split('_')[0]
        words[kind] += report['article']['words']
        marks[kind] += len({f['mark'] for f in report['findings'] if f.get('mark') is not None})
        for f in report['findings']:
            if not f['evidence'] or f.get('sentence') is None:
                continue
            sentence = max(sentences, key=lambda s: overlap(s, report['sentences'][f['sentence']]))
            holds = right(f, sentence, kinds) if overlap(sentence, report['sentences'][f['sentence']]) else None
            if holds is not None:
                for group in ('all', f['rule'], f['level']):
                    told[group, holds] += 1
        for s in filter(badly, sentences):
            found[any(overlap(s, f['evidence'][0]) for f in report['findings'] if f['evidence'])] += 1
    for group in sorted({group for group, _ in told}):
        n = told[group, True] + told[group, False]
        print(f'{group:<24} {n:>5} told, {told[group, True] / n:.3f} right')
    print(f'sentences that a careful reader would mark badly: {found[True] + found[False]}, with a mark {found[True] / max(1, found.total()):.3f}')
    for kind in sorted(words):
        print(f'{kind:<24} {words[kind]:>7} words, {1000 * marks[kind] / max(1, words[kind]):.1f} marks in 1,000')


if __name__ == '__main__':
    main(*sys.argv[1:])
