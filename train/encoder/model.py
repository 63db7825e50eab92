"""The encoder: BERT's layers (Devlin et al. 2019) from all-MiniLM-L6-v2, with marks for quotations and lexicon senses, and its heads. A teacher may have those of MPNet (Song et al. 2020)."""
import math
import numpy as np, torch
import torch.nn.functional as F
from safetensors.numpy import load_file
from data import KINDS, REASONS, ROLES, SLOTS, VOICES

HEADS, POSITIONS, SENSES, QUERIES, POOLED = 12, 320, 32, 2, 256
MASKED = 8  # the line of the vocabulary that stands for a hidden piece while words are learned
WORDS = 200  # lines before it are marks, placeholders, punctuation and the two dozen commonest words: too easy to guess
# Outputs of a piece: labels of reported speech, of other attitudes, then trigger, vague, loaded, loaded strongly.
TOKEN = 7 + 7 + 4
# Weights in the loss: reported speech and other attitudes; trigger, vague, loaded, loaded strongly.
SPANS, MARKS = (6., 2.), (3., 4., 6., 5.)
# Outputs of a sentence: voice; needs a source at all, strongly; reason; vague; alone at all, strongly; kinds; roles of its sources; goes on with the sentence before.
SENTENCE = len(VOICES) + 2 + len(REASONS) + 1 + 2 + len(KINDS) + len(ROLES) + 1
NAMES = 'smith jones brown johnson miller davis wilson moore taylor anderson london france china russia company group'.split()
TITLED = 'smith jones brown johnson miller davis wilson moore taylor anderson minister president governor senator mayor director'.split()


def words_of(vocabulary, full, words, rng):
    """The rows of the pieces that are kept; new ones begin as the mean of words like them."""
    row = lambda w: words[full[w]]
    mean = lambda many: np.mean([row(w) for w in many], 0)
    marks = {'[UNK]': '[UNK]' if '[UNK]' in full else '<unk>', '[CLS]': '[CLS]' if '[CLS]' in full else '<s>', '[SEP]': '[SEP]' if '[SEP]' in full else '</s>',
             '[reserved8]': '[MASK]' if '[MASK]' in full else '<mask>', '[PARA]': '|', '[HEADLINE]': 'headline', '[SUBHEADING]': 'section', '[CAPTION]': 'photo'}
    lines = open(vocabulary, encoding='utf-8').read().rstrip('\n').split('\n')
    table = np.zeros((len(lines), words.shape[1]), 'f4')
    for i, w in enumerate(lines):
        if w in marks: table[i] = row(marks[w])
        elif w in full: table[i] = row(w)
        elif w.startswith('[NAME'): table[i] = .5 * row(NAMES[int(w[5:-1])]) + .5 * mean(NAMES)
        elif w.startswith('[TITLED'): table[i] = .5 * row(TITLED[int(w[7:-1])]) + .5 * mean(TITLED)
        elif w.startswith('[SIDES'): table[i] = mean(('politicians', 'workers', 'members')) + .01 * rng.randn(words.shape[1])
        elif w.startswith('[SIDE'): table[i] = mean(('politician', 'worker', 'member')) + .01 * rng.randn(words.shape[1])
    return table


def pretrained(folder, vocabulary, rng):
    """Weights of the package by our names, with new heads."""
    source = {k.replace('bert.', ''): v.astype('f4') for k, v in load_file(f'{folder}/model.safetensors').items() if 'position_ids' not in k and 'pooler' not in k}
    full = {w: i for i, w in enumerate(open(f'{folder}/vocab.txt', encoding='utf-8').read().split('\n'))}
    mpnet = 'encoder.relative_attention_bias.weight' in source
    words, places = source['embeddings.word_embeddings.weight'], source['embeddings.position_embeddings.weight']
    h = words.shape[1]
    places = places[2:2 + POSITIONS] if mpnet else places[:POSITIONS] + source['embeddings.token_type_embeddings.weight'][0]
    p = {'words': words_of(vocabulary, full, words, rng), 'places': places, 'quoted': np.zeros((2, h), 'f4'), 'senses': np.zeros((SENSES, h), 'f4'),
         'norm.w': source['embeddings.LayerNorm.weight'], 'norm.b': source['embeddings.LayerNorm.bias']}
    if mpnet:
        p['relative'] = source['encoder.relative_attention_bias.weight']
    names = ('attention.attn.q', 'attention.attn.k', 'attention.attn.v', 'attention.attn.o', 'attention.LayerNorm') if mpnet else \
        ('attention.self.query', 'attention.self.key', 'attention.self.value', 'attention.output.dense', 'attention.output.LayerNorm')
    i = 0
    while f'encoder.layer.{i}.output.dense.weight' in source:
        weight = lambda name, part='weight': source[f'encoder.layer.{i}.{name}.{part}']
        p[f'{i}.qkv.w'] = np.concatenate([weight(n) for n in names[:3]]).T
        p[f'{i}.qkv.b'] = np.concatenate([weight(n, 'bias') for n in names[:3]])
        for ours, theirs in (('out', names[3]), ('up', 'intermediate.dense'), ('down', 'output.dense')):
            p[f'{i}.{ours}.w'], p[f'{i}.{ours}.b'] = weight(theirs).T, weight(theirs, 'bias')
        for ours, theirs in (('norm1', names[4]), ('norm2', 'output.LayerNorm')):
            p[f'{i}.{ours}.w'], p[f'{i}.{ours}.b'] = weight(theirs), weight(theirs, 'bias')
        i += 1
    init = lambda *s: (rng.randn(*s) * .02).astype('f4')
    p.update({'token.w': init(h, TOKEN), 'token.b': np.zeros(TOKEN, 'f4'), 'query': init(h, QUERIES), 'pool.w': init(h * (QUERIES + 2), POOLED), 'pool.b': np.zeros(POOLED, 'f4'),
              'sentence.w': init(POOLED, SENTENCE), 'sentence.b': np.zeros(SENTENCE, 'f4')})
    return tensors(p)


def tensors(arrays):
    return {n: torch.tensor(np.ascontiguousarray(v), dtype=torch.float32) for n, v in arrays.items() if n != 'layers'}


def drop(x, rate=.1):
    """Dropout with one random byte a value: the generator is what costs time."""
    bytes_ = torch.empty(x.numel() // 8 + 1, dtype=torch.int64).random_(-2**63, None).view(torch.uint8)[:x.numel()].view(x.shape)
    return x * (bytes_ >= round(256 * rate)).to(x.dtype) * (1 / (1 - rate))


def relative(p, length):
    """MPNet's bias of attention by distance, in 32 buckets."""
    n = torch.arange(length)[:, None] - torch.arange(length)[None]
    far = n.abs().clamp(min=1)
    log = 8 + (torch.log(far / 8) / math.log(128 / 8) * 8).long()
    bucket = (n < 0).long() * 16 + torch.where(n.abs() < 8, n.abs(), log.clamp(max=15))
    return p['relative'].detach()[bucket].permute(2, 0, 1)[None]


def encode(p, b, learning=False):
    """(windows, pieces, width) in 16 bits."""
    keep = drop if learning else lambda x: x
    half = torch.bfloat16
    lin = lambda x, name: torch.addmm(p[name + '.b'].to(half), x.flatten(0, -2), p[name + '.w'].to(half)).view(*x.shape[:-1], -1)
    eps = 1e-5 if 'relative' in p else 1e-12
    norm = lambda x, name: F.layer_norm(x.float(), x.shape[-1:], p[name + '.w'], p[name + '.b'], eps).to(half)
    n, length = b['ids'].shape
    bits = ((b['senses'][..., None] >> torch.arange(SENSES)) & 1).float()
    if learning:  # a lexicon that lacks an entry must not be another world
        bits = bits * (torch.rand(bits.shape[:2]) < .85)[..., None]
    x = F.embedding(b['ids'], p['words']) + p['places'][:length] + F.embedding(b['quoted'], p['quoted']) + bits @ p['senses']
    x = keep(norm(x, 'norm'))
    mask = b['mask'][:, None, :, None].to(half)
    bias = relative(p, length).to(half) if 'relative' in p else None
    split = lambda x: x.view(n, length, HEADS, -1).transpose(1, 2)
    layer = 0
    while f'{layer}.qkv.w' in p:
        q, k, v = lin(x, f'{layer}.qkv').chunk(3, -1)
        # Softmax without its maximum, divided after the values are summed: half the time on a CPU, and what the Rust engine does.
        e = split(q * (HEADS / q.shape[-1]) ** .5) @ split(k).transpose(-1, -2)
        e = (e if bias is None else e + bias).clamp(max=30.).exp_() @ torch.cat([split(v) * mask, mask.expand(-1, HEADS, -1, -1)], -1)
        a = (e[..., :-1] / e[..., -1:]).transpose(1, 2).reshape(n, length, -1)
        x = norm(x + keep(lin(a, f'{layer}.out')), f'{layer}.norm1')
        x = norm(x + keep(lin(F.gelu(lin(x, f'{layer}.up')), f'{layer}.down')), f'{layer}.norm2')
        layer += 1
    return x


def scores(p, b, learning=False):
    """Logits (windows, pieces, TOKEN) and (windows, SLOTS, SENTENCE)."""
    x = encode(p, b, learning).float()
    own = (b['owner'][:, None] == torch.arange(SLOTS)[:, None]).float()  # windows, slots, pieces
    mean = own @ x / own.sum(-1, keepdim=True).clamp(min=1)
    e = torch.exp((x @ p['query']).clamp(-20, 20))  # windows, pieces, queries
    pooled = [(own @ (x * e[..., i:i + 1])) / (own @ e[..., i:i + 1]).clamp(min=1e-9) for i in range(QUERIES)]
    s = F.gelu(torch.cat([mean, x[:, :1].expand_as(mean)] + pooled, -1) @ p['pool.w'] + p['pool.b'])
    return x @ p['token.w'] + p['token.b'], (drop(s) if learning else s) @ p['sentence.w'] + p['sentence.b']


def hidden(b, rng):
    """The batch with pieces hidden that the model has to guess (Devlin et al. 2019): one in seven, of words only, no placeholders; `at` and `want` (windows, hidden)."""
    b = {k: v.copy() for k, v in b.items()}
    n, length = b['ids'].shape
    may = rng.rand(n, length) * (b['ids'] >= WORDS) * b['mask']
    b['at'] = np.argsort(-may, 1)[:, :length // 7]
    b['known'] = np.take_along_axis(may, b['at'], 1) > 0
    b['want'] = np.take_along_axis(b['ids'], b['at'], 1)
    dice = rng.rand(*b['at'].shape)
    put = np.where(dice < .8, MASKED, np.where(dice < .9, rng.randint(WORDS, b['ids'].max() + 1, b['at'].shape), b['want']))
    np.put_along_axis(b['ids'], b['at'], np.where(b['known'], put, b['want']), 1)
    np.put_along_axis(b['senses'], b['at'], np.where(b['known'], 0, np.take_along_axis(b['senses'], b['at'], 1)).astype(b['senses'].dtype), 1)
    return b


def guessing(rng, words, h):
    return tensors({'guess.w': np.eye(h) + rng.randn(h, h) * .02, 'guess.b': np.zeros(h), 'guess.bias': np.zeros(words)})


def guess(p, b):
    """The loss of the guesses, through the same table of words."""
    x = encode(p, b, True).float()
    x = torch.gather(x, 1, b['at'][..., None].expand(-1, -1, x.shape[-1]))[b['known']]
    z = F.gelu(x @ p['guess.w'] + p['guess.b']).to(torch.bfloat16) @ p['words'].to(torch.bfloat16).t()
    return F.cross_entropy(z.float() + p['guess.bias'], b['want'][b['known']])


def mean(loss, weight):
    return (loss * weight).sum() / weight.sum().clamp(min=1.)


def bce(z, y, positive=1.):
    y = y.float()
    return F.binary_cross_entropy_with_logits(z, y, reduction='none') * torch.where(y > 0, positive, 1.)


def ce(z, y):
    return F.cross_entropy(z.flatten(0, 1), y.clamp(min=0).flatten(), reduction='none').view(y.shape)


def loss(p, b, soft=0.):
    """What was judged, and with `soft` what teachers think of it."""
    token, sentence = scores(p, b, True)
    total = 0.
    for column in range(2):  # reported speech, other attitudes
        y = b['spans'][..., column]
        total = total + SPANS[column] * mean(ce(token[..., 7 * column:7 * column + 7], y), b['weight'] * (y >= 0))
    for column, (weight, positive) in enumerate(zip(MARKS, (3., 3., 2., 3.))):
        y = b['marks'][..., column]
        total = total + weight * mean(bce(token[..., 14 + column], y.clamp(min=0), positive), b['weight'] * (y >= 0))
    y, w = b['label'], b['counts'] * (b['label'][..., 0] >= 0)
    at = len(VOICES)
    total = total + 1.5 * mean(ce(sentence[..., :at], y[..., 0]), w)
    total = total + mean(bce(sentence[..., at], y[..., 1] >= 1) + bce(sentence[..., at + 1], y[..., 1] >= 2, 1.5), w)
    total = total + 1.2 * mean(ce(sentence[..., at + 2:at + 10], y[..., 2]), w * (y[..., 2] >= 0))
    total = total + mean(bce(sentence[..., at + 10], y[..., 3].clamp(min=0), 2.), w)
    total = total + mean(bce(sentence[..., at + 11], y[..., 4] >= 1) + bce(sentence[..., at + 12], y[..., 4] >= 2, 1.5), w * (y[..., 4] >= 0))
    for i, name in enumerate(KINDS + ROLES):
        weight, positive = (1., 3.) if name == 'unnamed' else (.3, 1.5)
        total = total + weight * mean(bce(sentence[..., at + 13 + i], y[..., 5 + i].clamp(min=0), positive), w)
    total = total + mean(bce(sentence[..., -1], y[..., -1].clamp(min=0)), w * (y[..., -1] >= 0))
    return total + soft * distilled(token, sentence, b) if soft else total


def distilled(token, sentence, b):
    """All answers after the probabilities of a teacher that has not learned from the article (Hinton et al. 2015)."""
    soft = lambda z, t: F.binary_cross_entropy_with_logits(z, torch.sigmoid(t), reduction='none')
    kl = lambda z, t: -(torch.softmax(t, -1) * F.log_softmax(z, -1)).sum(-1)
    at, T, S, wp, wc = len(VOICES), b['taught_token'], b['taught'], b['taught_pieces'], b['taught_counts']
    total = 0.
    for column in range(2):
        here = slice(7 * column, 7 * column + 7)
        total = total + SPANS[column] * mean(kl(token[..., here], T[..., here]), wp)
    for i, weight in enumerate(MARKS):
        total = total + weight * mean(soft(token[..., 14 + i], T[..., 14 + i]), wp)
    total = total + 1.5 * mean(kl(sentence[..., :at], S[..., :at]), wc)
    needs = wc * torch.sigmoid(S[..., at])
    total = total + 1.2 * mean(kl(sentence[..., at + 2:at + 10], S[..., at + 2:at + 10]), needs)
    for i in (at, at + 1, at + 10, at + 11, at + 12):
        total = total + mean(soft(sentence[..., i], S[..., i]), wc)
    for i, name in enumerate(KINDS + ROLES):
        total = total + (1. if name == 'unnamed' else .3) * mean(soft(sentence[..., at + 13 + i], S[..., at + 13 + i]), wc)
    return total
