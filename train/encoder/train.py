"""Fine-tunes the encoder of sayso, or a teacher for it. See README.md beside this file.

  train.py MODEL_DIR --pieces a.jsonl … --judged articles.train.jsonl --spoken polnear_gold.train.jsonl [--fold 0/5 | --dev …] --out weights.npz
"""
import argparse, math, time
import numpy as np, torch
import data, model
from measure import measure, predict

ap = argparse.ArgumentParser()
ap.add_argument('model'); ap.add_argument('--vocabulary', default='models/en/encoder.vocab')
ap.add_argument('--pieces', nargs='+', required=True); ap.add_argument('--judged', nargs='*', default=[]); ap.add_argument('--spoken', nargs='*', default=[])
ap.add_argument('--further', nargs='*', default=[], help='articles judged besides; never held back')
ap.add_argument('--dev-pieces', nargs='*', default=[]); ap.add_argument('--dev-judged', nargs='*', default=[]); ap.add_argument('--dev-spoken', nargs='*', default=[])
ap.add_argument('--without', nargs='*', default=[], help='files whose articles are never learned from, whatever other file has them')
ap.add_argument('--fold', help='k/n: hold back the k-th of n parts of the judged articles and measure on it')
ap.add_argument('--epochs', type=int, default=4); ap.add_argument('--rate', type=float, default=1.5e-4); ap.add_argument('--seed', type=int, default=0)
ap.add_argument('--plain-epochs', type=int, default=99, help='articles with PolNeAR labels alone are read in so many of the first epochs')
ap.add_argument('--warm-up', type=int, default=0, help='so many epochs first guess hidden words in all texts')
ap.add_argument('--unseen', help='k/n: nothing is learned from the k-th of n parts of all articles: a teacher for them')
ap.add_argument('--teachers', nargs='*', default=[], help='scores of runs with --unseen: what is learned besides the labels, the mean of all that have not seen the article')
ap.add_argument('--soft', type=float, default=1., help='weight of what the teachers say beside the labels')
ap.add_argument('--start', help='weights to go on from, made by a run before')
ap.add_argument('--out'); ap.add_argument('--scores', help='writes the logits of all articles that nothing was learned from, for pupils'); ap.add_argument('--predictions')
args = ap.parse_args()
torch.set_num_threads(2)

articles = data.load(args.pieces, args.judged + args.further, args.spoken)
further = {row['id'] for path in args.further for row in data.rows(path)}
dev = data.load(args.dev_pieces, args.dev_judged, args.dev_spoken) if args.dev_pieces else {}
judged = {a.id for a in articles.values() if any(s['label'] is not None for s in a.sentences)}
if args.fold:
    k, n = map(int, args.fold.split('/'))
    dev = {i: a for i, a in articles.items() if i in judged - further and data.fold_of(i, n) == k}
everything = articles
never = {row['id'] for path in args.without for row in data.rows(path)}
unseen = tuple(map(int, args.unseen.split('/'))) if args.unseen else (-1, 1)
articles = {i: a for i, a in articles.items() if i not in dev and i not in never and data.part_of(i, unseen[1]) != unseen[0]}
plain = {i for i in articles if i not in judged}
print(len(articles), 'articles to learn from,', len(judged & set(articles)), 'judged;', len(dev), 'to measure on', flush=True)
rng = np.random.RandomState(args.seed)
torch.manual_seed(args.seed)
p = model.tensors(np.load(args.start)) if args.start else model.pretrained(args.model, args.vocabulary, rng)
outputs = (1, 1)
if args.teachers:
    data.taught(articles, [said for path in args.teachers for said in np.load(path, allow_pickle=True)['scores']])
    outputs = (model.TOKEN, model.SENTENCE)


def epoch_rows(epoch):
    return [w for a in articles.values() if a.id not in plain or epoch < args.plain_epochs for w in data.windows(a, rng.randint(160, data.LONGEST + 1))]


def learn(p, batches, loss, rate, faster, name):
    """AdamW, warm-up and cosine; the mean of the weights of the last some hundred steps."""
    p = {n: v.clone().requires_grad_() for n, v in p.items()}
    mean = [v.detach().clone() for v in p.values()]
    new = [v for n, v in p.items() if n.split('.')[0] in faster]
    old = [v for n, v in p.items() if n.split('.')[0] not in faster]
    opt = torch.optim.AdamW([dict(params=old, scale=1.), dict(params=new, scale=4.)], weight_decay=.01, betas=(.9, .999), eps=1e-8, fused=True)
    steps, k, losses, start = sum(len(b) for b in batches), 0, [], time.time()
    for epoch, part in enumerate(batches):
        for b in part:
            at = min((k + 1) / (steps // 12), .01 + .99 * .5 * (1 + math.cos(math.pi * max(0, k - steps // 12) / (steps - steps // 12))))
            for group in opt.param_groups:
                group['lr'] = rate * at * group['scale']
            l = loss(p, b())
            l.backward()
            torch.nn.utils.clip_grad_norm_(list(p.values()), 5.)
            opt.step(); opt.zero_grad(set_to_none=True)
            with torch.no_grad():
                torch._foreach_lerp_(mean, list(p.values()), 1 - min(.998, (1 + k) / (10 + k)))
            losses.append(float(l.detach())); k += 1
            if k % 50 == 0:
                print(name, k, 'of', steps, 'loss %.3f' % np.mean(losses[-50:]), '%.0f s' % (time.time() - start), flush=True)
        yield epoch, dict(zip(p, mean)), time.time() - start


def save(p, path):
    np.savez(path, **{n: v.detach().numpy() for n, v in p.items()})


def ready(pad, rows, prepare=lambda b: b):
    return lambda: {k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in prepare(data.batch(rows, pad, True, outputs)).items()}


if args.warm_up:  # masked-language modelling: the pretrained weights were made to compare sentences, and have not seen the placeholders
    h = p['words'].shape[1]
    p.update(model.guessing(rng, len(p['words']), h))
    batches = [[ready(pad, rows, lambda b: model.hidden(b, rng)) for pad, rows, _ in data.batches(epoch_rows(0), rng)] for _ in range(args.warm_up)]
    for _, p, _ in learn(p, batches, model.guess, 2e-4 * args.rate / 1.5e-4, (), 'warm-up'):
        pass
    p = {n: v for n, v in p.items() if not n.startswith('guess')}
    if args.out:
        save(p, args.out.replace('.npz', '.warm.npz'))
if args.epochs:
    batches = [[ready(pad, rows) for pad, rows, _ in data.batches(epoch_rows(e), rng)] for e in range(args.epochs)]
    loss = lambda p, b: model.loss(p, b, args.soft if args.teachers else 0.)
    for epoch, p, seconds in learn(p, batches, loss, args.rate, ('token', 'query', 'pool', 'sentence', 'senses', 'quoted'), 'step'):
        if args.out:
            save(p, args.out)
        if dev and (args.fold or epoch + 1 == args.epochs):  # the development articles are looked at once
            print('epoch', epoch, '%.0f s' % seconds, flush=True)
            measure(p, dev, args.predictions)
if args.scores:
    rows = predict(p, {i: a for i, a in everything.items() if i not in articles})
    out = np.empty(len(rows), object)
    for i, (a, s, token, sentence) in enumerate(rows):
        out[i] = (a.id, s['start'], token.astype('f2'), sentence.astype('f2'))
    np.savez_compressed(args.scores, scores=out)
