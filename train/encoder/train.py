"""Fine-tunes the encoder of sayso. See README.md beside this file.

  train.py MODEL_DIR --pieces a.jsonl … --judged articles.train.jsonl --spoken polnear_gold.train.jsonl [--fold 0/5 | --dev …] --out weights.npz
"""
import argparse, functools, time
import jax, jax.numpy as jnp, numpy as np, optax
import data, model
from measure import measure, predict

ap = argparse.ArgumentParser()
ap.add_argument('model'); ap.add_argument('--vocabulary', default='models/encoder.vocab')
ap.add_argument('--pieces', nargs='+', required=True); ap.add_argument('--judged', nargs='*', default=[]); ap.add_argument('--spoken', nargs='*', default=[])
ap.add_argument('--further', nargs='*', default=[], help='articles judged besides; never held back')
ap.add_argument('--examples', nargs='*', default=[], help='examples of lexicon entries, by `sayso-train examples`; their pieces are among --pieces')
ap.add_argument('--dev-pieces', nargs='*', default=[]); ap.add_argument('--dev-judged', nargs='*', default=[]); ap.add_argument('--dev-spoken', nargs='*', default=[])
ap.add_argument('--fold', help='k/n: hold back the k-th of n parts of the judged articles and measure on it')
ap.add_argument('--epochs', type=int, default=4); ap.add_argument('--layers', type=int, default=6); ap.add_argument('--rate', type=float, default=1.5e-4); ap.add_argument('--seed', type=int, default=0)
ap.add_argument('--plain-epochs', type=int, default=99, help='articles with PolNeAR labels alone are read in so many of the first epochs')
ap.add_argument('--warm-up', type=int, default=0, help='so many epochs first guess hidden words in all texts')
ap.add_argument('--teachers', nargs='*', default=[], help='weights of runs before: articles that nobody judged are learned from the mean of their scores')
ap.add_argument('--teacher-pieces', nargs='*', default=[], help='what the teachers read, where the lexicons have changed since they learned')
ap.add_argument('--start', help='weights to go on from, made by a run before')
ap.add_argument('--out'); ap.add_argument('--predictions')
args = ap.parse_args()
rng = np.random.RandomState(0)  # the new parts begin alike whatever the seed, so that the weights of several runs can be averaged
jax.config.update('jax_default_prng_impl', 'unsafe_rbg')  # twice as fast as the default on a CPU

articles = data.load(args.pieces, args.judged + args.further, args.spoken, args.examples)
further = {row['id'] for path in args.further for row in data.rows(path)}
dev = data.load(args.dev_pieces, args.dev_judged, args.dev_spoken) if args.dev_pieces else {}
judged = {a.id for a in articles.values() if any(s['label'] is not None for s in a.sentences)}
if args.fold:
    k, n = map(int, args.fold.split('/'))
    dev = {i: a for i, a in articles.items() if (a.fold == k if a.fold is not None else i in judged - further and data.fold_of(i, n) == k)}
articles = {i: a for i, a in articles.items() if i not in dev}
print(len(articles), 'articles to learn from,', len(judged & set(articles)), 'judged;', len(dev), 'to measure on', flush=True)

plain = [i for i, a in articles.items() if i not in judged and a.fold is None]


def epoch_rows(epoch):
    # With teachers the plain articles are spread over twice the epochs, half of them in each: what they teach must not be forgotten.
    read = set(plain if epoch < args.plain_epochs else []) if not args.teachers else set(plain[epoch % 2::2] if epoch < 2 * args.plain_epochs else [])
    chosen = [a for a in articles.values() if a.id in judged or a.id in read or a.fold is not None]
    return [w for a in chosen for w in data.windows(a, rng.randint(160, data.LONGEST + 1))]

steps = sum(len(data.batches(epoch_rows(e))) for e in range(args.epochs))
rate = optax.warmup_cosine_decay_schedule(0, args.rate, steps // 12, steps, args.rate / 100)
new = lambda path: path[0].key.split('.')[0] in ('token', 'query', 'pool', 'sentence', 'senses', 'quoted')
p = model.pretrained(args.model, args.vocabulary, args.layers, rng)
if args.start:
    p = {n: jnp.array(v) for n, v in np.load(args.start).items() if n != 'layers'}
rng = np.random.RandomState(args.seed)
if args.teachers:
    texts = data.load(args.teacher_pieces) if args.teacher_pieces else articles
    heard = [predict({n: jnp.array(v) for n, v in np.load(t).items() if n != 'layers'}, args.layers, {i: texts[i] for i in plain}) for t in args.teachers]
    data.taught(articles, [(*same[0][:2], np.mean([s[2] for s in same], 0), np.mean([s[3] for s in same], 0)) for same in zip(*heard)])
    print(len(heard[0]), 'sentences read by', len(heard), 'teachers', flush=True)

def warm_up(p):
    """Masked-language modelling: the pretrained weights were made to compare sentences, and have not seen the placeholders."""
    p = {**p, **{n: jnp.array(v) for n, v in model.guessing(rng, len(p['words'])).items()}}
    batches = [b for _ in range(args.warm_up) for b in data.batches(epoch_rows(0), rng)]
    opt = optax.chain(optax.clip_by_global_norm(5.), optax.adamw(optax.warmup_cosine_decay_schedule(0, 2e-4, 80, len(batches), 2e-6), weight_decay=.01))

    @functools.partial(jax.jit, donate_argnums=(0, 1))
    def step(p, state, b, key):
        l, g = jax.value_and_grad(model.guess)(p, b, key, args.layers)
        u, state = opt.update(g, state, p)
        return optax.apply_updates(p, u), state, l

    state, losses, start = opt.init(p), [], time.time()
    for k, (pad, rows, _) in enumerate(batches, 1):
        p, state, l = step(p, state, model.hidden(data.batch(rows, pad, True), rng), jax.random.fold_in(jax.random.PRNGKey(args.seed + 1), k))
        losses.append(l)
        if k % 50 == 0:
            print('warm-up', k, 'of', len(batches), 'loss %.3f' % float(sum(losses[-50:]) / 50), '%.0f s' % (time.time() - start), flush=True)
    return {n: v for n, v in p.items() if not n.startswith('guess')}


if args.warm_up:
    p = warm_up(p)
if args.warm_up and args.out:
    np.savez(args.out.replace('.npz', '.warm.npz'), layers=args.layers, **{n: np.array(v) for n, v in p.items()})
labels = jax.tree_util.tree_map_with_path(lambda path, _: 'new' if new(path) else 'old', p)
adam = lambda r: optax.adamw(r, weight_decay=.01)
opt = optax.chain(optax.clip_by_global_norm(5.), optax.multi_transform({'old': adam(rate), 'new': adam(lambda i: 4 * rate(i))}, labels))
state, mean, k, start = opt.init(p), p, 0, time.time()

@functools.partial(jax.jit, donate_argnums=(0, 1, 2))
def step(p, state, mean, b, key, i):
    l, g = jax.value_and_grad(model.loss)(p, b, key, args.layers)
    u, state = opt.update(g, state, p)
    p = optax.apply_updates(p, u)
    decay = jnp.minimum(.998, (1 + i) / (10 + i))  # an average of the weights of the last some hundred steps
    return p, state, jax.tree_util.tree_map(lambda m, x: decay * m + (1 - decay) * x, mean, p), l

mean = jax.tree_util.tree_map(jnp.copy, p)
for epoch in range(args.epochs):
    losses = []
    for pad, rows, _ in data.batches(epoch_rows(epoch), rng):
        p, state, mean, l = step(p, state, mean, data.batch(rows, pad, True, model.SENTENCE), jax.random.fold_in(jax.random.PRNGKey(args.seed), k), k)
        losses.append(l); k += 1
        if k % 50 == 0:
            print(k, 'of', steps, 'loss %.3f' % float(sum(losses[-50:]) / len(losses[-50:])), '%.0f s' % (time.time() - start), flush=True)
    if args.out:
        np.savez(args.out, layers=args.layers, **{n: np.array(v) for n, v in mean.items()})
    if dev and (args.fold or epoch + 1 == args.epochs):  # the development articles are looked at once
        print('epoch', epoch, '%.0f s' % (time.time() - start), flush=True)
        measure(mean, args.layers, dev, args.predictions)
