"""The encoder: BERT's layers (Devlin et al. 2019) from all-MiniLM-L6-v2, with marks for quotations and lexicon senses, and its heads."""
import jax, jax.numpy as jnp, numpy as np, optax
from safetensors.numpy import load_file
from data import KINDS, REASONS, ROLES, SLOTS, VOICES

H, HEADS, POSITIONS, SENSES, QUERIES, POOLED = 384, 12, 320, 32, 2, 256
MASKED = 8  # the line of the vocabulary that stands for a hidden piece while words are learned
WORDS = 200  # lines before it are marks, placeholders, punctuation and the two dozen commonest words: too easy to guess
# Outputs of a piece: labels of reported speech, of other attitudes, then trigger, vague, loaded, loaded strongly.
TOKEN = 7 + 7 + 4
# Outputs of a sentence: voice; needs a source at all, strongly; reason; vague; alone at all, strongly; kinds; roles of its sources; goes on with the sentence before.
SENTENCE = len(VOICES) + 2 + len(REASONS) + 1 + 2 + len(KINDS) + len(ROLES) + 1
NAMES = 'smith jones brown johnson miller davis wilson moore taylor anderson london france china russia company group'.split()
TITLED = 'smith jones brown johnson miller davis wilson moore taylor anderson minister president governor senator mayor director'.split()


def pretrained(folder, vocabulary, layers, rng):
    """Weights of the package, the vocabulary cut to the lines of `vocabulary`; new rows begin as the mean of words like them."""
    source = load_file(f'{folder}/model.safetensors')
    full = {w: i for i, w in enumerate(open(f'{folder}/vocab.txt', encoding='utf-8').read().split('\n'))}
    source = {k.replace('bert.', ''): v.astype('f4') for k, v in source.items() if 'position_ids' not in k and 'pooler' not in k}
    words = source['embeddings.word_embeddings.weight']
    row = lambda w: words[full[w]]
    lines = open(vocabulary, encoding='utf-8').read().rstrip('\n').split('\n')
    marks = {'[reserved8]': '[MASK]', '[PARA]': '|', '[HEADLINE]': 'headline', '[SUBHEADING]': 'section', '[CAPTION]': 'photo'}
    table = np.zeros((len(lines), H), 'f4')
    for i, w in enumerate(lines):
        if w in full: table[i] = row(w)
        elif w in marks: table[i] = row(marks[w])
        elif w.startswith('[NAME'): table[i] = .5 * row(NAMES[int(w[5:-1])]) + .5 * np.mean([row(x) for x in NAMES], 0)
        elif w.startswith('[TITLED'): table[i] = .5 * row(TITLED[int(w[7:-1])]) + .5 * np.mean([row(x) for x in TITLED], 0)
        elif w.startswith('[SIDES'): table[i] = np.mean([row(x) for x in ('politicians', 'workers', 'members')], 0) + .01 * rng.randn(H)
        elif w.startswith('[SIDE'): table[i] = np.mean([row(x) for x in ('politician', 'worker', 'member')], 0) + .01 * rng.randn(H)
    p = {'words': table, 'places': source['embeddings.position_embeddings.weight'][:POSITIONS] + source['embeddings.token_type_embeddings.weight'][0],
         'quoted': np.zeros((2, H), 'f4'), 'senses': np.zeros((SENSES, H), 'f4'),
         'norm.w': source['embeddings.LayerNorm.weight'], 'norm.b': source['embeddings.LayerNorm.bias']}
    keep = {6: range(6), 5: [0, 1, 2, 3, 5], 4: [0, 2, 3, 5], 3: [1, 3, 5], 2: [2, 5]}[layers]
    for i, l in enumerate(keep):
        q = f'encoder.layer.{l}.'
        att = [q + f'attention.self.{w}.' for w in ('query', 'key', 'value')]
        p[f'{i}.qkv.w'] = np.concatenate([source[a + 'weight'] for a in att]).T.copy()
        p[f'{i}.qkv.b'] = np.concatenate([source[a + 'bias'] for a in att])
        for ours, theirs in (('out', 'attention.output.dense'), ('up', 'intermediate.dense'), ('down', 'output.dense')):
            p[f'{i}.{ours}.w'], p[f'{i}.{ours}.b'] = source[f'{q}{theirs}.weight'].T.copy(), source[f'{q}{theirs}.bias']
        for ours, theirs in (('norm1', 'attention.output.LayerNorm'), ('norm2', 'output.LayerNorm')):
            p[f'{i}.{ours}.w'], p[f'{i}.{ours}.b'] = source[f'{q}{theirs}.weight'], source[f'{q}{theirs}.bias']
    init = lambda *s: (rng.randn(*s) * .02).astype('f4')
    p.update({'token.w': init(H, TOKEN), 'token.b': np.zeros(TOKEN, 'f4'), 'query': init(H, QUERIES), 'pool.w': init(H * (QUERIES + 2), POOLED), 'pool.b': np.zeros(POOLED, 'f4'),
              'sentence.w': init(POOLED, SENTENCE), 'sentence.b': np.zeros(SENTENCE, 'f4')})
    return {k: jnp.array(v, jnp.float32) for k, v in p.items()}


def norm(p, name, x):
    x = x - x.mean(-1, keepdims=True)
    return x * jax.lax.rsqrt((x * x).mean(-1, keepdims=True) + 1e-12) * p[name + '.w'] + p[name + '.b']


def gelu(x):
    return jax.nn.gelu(x, approximate=True)


def encode(p, b, layers, key=None):
    drop = lambda x, i: x if key is None else x * jax.random.bernoulli(jax.random.fold_in(key, i), .9, x.shape) / .9
    lin = lambda x, name: x @ p[name + '.w'] + p[name + '.b']
    n, length = b['ids'].shape
    split = lambda x: x.reshape(n, length, HEADS, H // HEADS).transpose(0, 2, 1, 3)
    bits = ((b['senses'][..., None] >> jnp.arange(SENSES, dtype='uint32')) & 1).astype('f4')
    if key is not None:  # a lexicon that lacks an entry must not be another world
        bits = bits * jax.random.bernoulli(jax.random.fold_in(key, 99), .85, bits.shape[:2])[..., None]
    x = p['words'][b['ids']] + p['places'][:length] + p['quoted'][b['quoted']] + bits @ p['senses']
    x = drop(norm(p, 'norm', x), 98)
    bias = (1 - b['mask'])[:, None, None] * -1e9
    for l in range(layers):
        q, k, v = jnp.split(lin(x, f'{l}.qkv'), 3, -1)
        # Softmax without its maximum, divided after the values are summed: half the time on a CPU, and what the Rust engine does.
        e = jnp.exp(jnp.minimum(split(q) @ jax.lax.optimization_barrier(split(k).transpose(0, 1, 3, 2)) / np.sqrt(H // HEADS), 30.) + bias)
        a = e @ jnp.concatenate([split(v), jnp.ones((n, HEADS, length, 1))], -1)
        a = (a[..., :-1] / a[..., -1:]).transpose(0, 2, 1, 3).reshape(n, length, H)
        x = norm(p, f'{l}.norm1', x + drop(lin(a, f'{l}.out'), 2 * l))
        x = norm(p, f'{l}.norm2', x + drop(lin(gelu(lin(x, f'{l}.up')), f'{l}.down'), 2 * l + 1))
    return x


def scores(p, b, layers, key=None):
    """Logits (windows, pieces, TOKEN) and (windows, SLOTS, SENTENCE)."""
    x = encode(p, b, layers, key)
    own = (b['owner'][:, None] == jnp.arange(SLOTS)[:, None]).astype('f4')  # windows, slots, pieces
    mean = own @ x / jnp.maximum(own.sum(-1, keepdims=True), 1)
    e = jnp.exp(jnp.clip(x @ p['query'], -20, 20))  # windows, pieces, queries
    pooled = [(own @ (x * e[..., i:i + 1])) / jnp.maximum(own @ e[..., i:i + 1], 1e-9) for i in range(QUERIES)]
    first = jnp.broadcast_to(x[:, :1], mean.shape)
    s = gelu(jnp.concatenate([mean, first] + pooled, -1) @ p['pool.w'] + p['pool.b'])
    if key is not None:
        s = s * jax.random.bernoulli(jax.random.fold_in(key, 97), .9, s.shape) / .9
    return x @ p['token.w'] + p['token.b'], s @ p['sentence.w'] + p['sentence.b']


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
    np.put_along_axis(b['senses'], b['at'], np.where(b['known'], 0, np.take_along_axis(b['senses'], b['at'], 1)).astype('u4'), 1)
    return b


def guessing(rng, words):
    return {'guess.w': (np.eye(H) + rng.randn(H, H) * .02).astype('f4'), 'guess.b': np.zeros(H, 'f4'), 'guess.bias': np.zeros(words, 'f4')}


def guess(p, b, key, layers):
    """The loss of the guesses, through the same table of words."""
    x = jnp.take_along_axis(encode(p, b, layers, key), b['at'][..., None], 1)
    z = gelu(x @ p['guess.w'] + p['guess.b']) @ p['words'].T + p['guess.bias']
    l = optax.softmax_cross_entropy_with_integer_labels(z, b['want'])
    return (l * b['known']).sum() / jnp.maximum(b['known'].sum(), 1)


def loss(p, b, key, layers):
    token, sentence = scores(p, b, layers, key)
    bce = lambda z, y, positive=1.: optax.sigmoid_binary_cross_entropy(z, y.astype('f4')) * jnp.where(y > 0, positive, 1.)
    mean = lambda l, w: (l * w).sum() / jnp.maximum(w.sum(), 1.)
    ce = optax.softmax_cross_entropy_with_integer_labels
    total = 0.
    for column in range(2):  # reported speech, other attitudes
        y = b['spans'][..., column]
        total += (6., 2.)[column] * mean(ce(token[..., 7 * column:7 * column + 7], jnp.maximum(y, 0)), b['weight'] * (y >= 0))
    for column, (weight, positive) in enumerate(((3., 3.), (4., 3.), (6., 2.), (5., 3.))):
        y = b['marks'][..., column]
        total += weight * mean(bce(token[..., 14 + column], y, positive), b['weight'] * (y >= 0))
    y, w = b['label'], b['counts'] * (b['label'][..., 0] >= 0)
    at = len(VOICES)
    total += 1.5 * mean(ce(sentence[..., :at], jnp.maximum(y[..., 0], 0)), w)
    total += mean(bce(sentence[..., at], y[..., 1] >= 1) + bce(sentence[..., at + 1], y[..., 1] >= 2, 1.5), w)
    total += 1.2 * mean(ce(sentence[..., at + 2:at + 10], jnp.maximum(y[..., 2], 0)), w * (y[..., 2] >= 0))
    total += mean(bce(sentence[..., at + 10], y[..., 3], 2.), w)
    heard = w * (y[..., 4] >= 0)
    total += mean(bce(sentence[..., at + 11], y[..., 4] >= 1) + bce(sentence[..., at + 12], y[..., 4] >= 2, 1.5), heard)
    for i, name in enumerate(KINDS + ROLES):
        weight, positive = (1., 3.) if name == 'unnamed' else (.3, 1.5)
        total += weight * mean(bce(sentence[..., at + 13 + i], y[..., 5 + i], positive), w)
    total += mean(bce(sentence[..., -1], y[..., -1]), w * (y[..., -1] >= 0))
    return total + distilled(token, sentence, b)


def distilled(token, sentence, b):
    """The same answers where nobody judged, after the probabilities of teachers (self-training; Hinton et al. 2015, Xie et al. 2020)."""
    mean = lambda l, w: (l * w).sum() / jnp.maximum(w.sum(), 1.)
    bce = lambda z, t: optax.sigmoid_binary_cross_entropy(z, jax.nn.sigmoid(t))
    ce = lambda z, t: optax.softmax_cross_entropy(z, jax.nn.softmax(t))
    total = sum(weight * mean(bce(token[..., 14 + i], b['taught_marks'][..., i]), b['taught_pieces']) for i, weight in enumerate((3., 4., 6., 5.)))
    w, t, at = b['taught_counts'], b['taught'], len(VOICES)
    total += 1.5 * mean(ce(sentence[..., :at], t[..., :at]), w)
    total += 1.2 * mean(ce(sentence[..., at + 2:at + 10], t[..., at + 2:at + 10]), w * jax.nn.sigmoid(t[..., at]))
    for i, weight in zip((at, at + 1, at + 10, at + 11, at + 12, SENTENCE - 1), (1., 1., 1., 1., 1., 1.)):
        total += weight * mean(bce(sentence[..., i], t[..., i]), w)
    kinds = slice(at + 13, SENTENCE - 1)
    return total + .3 * mean(bce(sentence[..., kinds], t[..., kinds]).sum(-1), w)
