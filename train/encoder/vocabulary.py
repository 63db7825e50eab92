"""Chooses the word pieces that the encoder keeps: the commonest of BERT's vocabulary in English news, and those of the lexicons' words.

  vocabulary.py MODEL_DIR SIZE OUT TEXTS.jsonl …      run from the repository's root

Words with a capital inside a sentence count nothing, for names are hidden from the encoder. No text is kept, only pieces of the public vocabulary.
"""
import collections, glob, json, re, sys
from tokenizers import Tokenizer

MARKS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[PARA]', '[HEADLINE]', '[SUBHEADING]', '[CAPTION]'] + [f'[reserved{i}]' for i in range(8, 16)] \
    + [f'[NAME{i}]' for i in range(16)] + [f'[TITLED{i}]' for i in range(16)] + [f'[SIDE{i}]' for i in range(8)] + [f'[SIDES{i}]' for i in range(8)]
LISTED = 12  # a word of the lexicons counts as if it had been seen so often more


def frequencies(tokenizer, paths):
    seen = collections.Counter()
    for path in paths:
        for line in open(path, encoding='utf-8'):
            for paragraph in re.split(r'\n+', json.loads(line).get('text') or ''):
                pieces = tokenizer.encode(paragraph, add_special_tokens=False)
                for token, (start, _) in zip(pieces.tokens, pieces.offsets):
                    while start > 0 and paragraph[start - 1].isalnum():
                        start -= 1
                    if start == 0 or not paragraph[start].isupper():
                        seen[token] += 1
    return seen


def main(folder, size, out, paths):
    tokenizer = Tokenizer.from_file(f'{folder}/tokenizer.json')
    tokenizer.no_truncation(); tokenizer.no_padding()
    seen = frequencies(tokenizer, paths)
    words = set()
    for path in glob.glob('lexicons/en/**/*.toml', recursive=True):
        for line in open(path, encoding='utf-8'):
            term = re.match(r'\s*(?:\{ )?(?:term|lemma) = "([^"]+)"', line)
            words.update(re.findall('[a-z]+', term[1] if term and term[1].islower() else line if line.startswith('neutral =') else ''))
    for word in words:
        seen[word] += LISTED
    full = [line for line in open(f'{folder}/vocab.txt', encoding='utf-8').read().split('\n') if line and not line.startswith('[')]
    letters = [w for w in full if len(w.removeprefix('##')) == 1 and ord(w[-1]) < 0x250]
    rest = sorted(set(full) & set(seen) - set(letters), key=lambda w: (-seen[w], w))
    keep = set(letters + rest[:size - len(MARKS) - len(letters)])
    with open(out, 'w', encoding='utf-8') as f:
        f.write('\n'.join(MARKS + [w for w in full if w in keep]) + '\n')


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:])
