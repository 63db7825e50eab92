"""Writes trained weights: 8 bits a weight, one scale a column (a row for tables), in the panels that src/encoder/linear.rs reads.

  export.py weights.npz WHOLE.bin             all in one file, for `sayso-train check` and the like
  export.py weights.npz PART1.bin PART2.bin   in two, as the crates `models/en/encoder-1` and `models/en/encoder-2` hold them
"""
import struct, sys
import numpy as np

PANEL = 16


def table(w):
    """Rows of signed bytes, then a scale a row."""
    scale = np.maximum(np.abs(w).max(1), 1e-9) / 127
    return w.shape, np.clip(np.rint(w / scale[:, None]), -127, 127).astype('i1').tobytes() + scale.astype('<f4').tobytes()


def linear(w, b):
    """Panels of 16 columns, each in steps of two rows, then scales and bias."""
    inputs, outputs = w.shape
    scale = np.maximum(np.abs(w).max(0), 1e-9) / 127
    q = np.clip(np.rint(w / scale), -127, 127).astype('i1')
    q = np.concatenate([q, np.zeros((inputs, -outputs % PANEL), 'i1')], 1)
    packed = q.reshape(inputs // 2, 2, -1, PANEL).transpose(2, 0, 3, 1)
    return w.shape, packed.tobytes() + scale.astype('<f4').tobytes() + b.astype('<f4').tobytes()


def floats(w):
    w = np.atleast_2d(w)
    return w.shape, w.astype('<f4').tobytes()


def tensors_of(p):
    tensors = {}
    for name in sorted(p):
        if name == 'layers': continue
        if name in ('words', 'places'): tensors[name] = table(p[name])
        elif name == 'query': tensors[name] = floats(p[name].T)
        elif name.endswith('.w') and p[name].ndim == 2: tensors[name[:-2]] = linear(p[name], p[name[:-2] + '.b'])
        elif name.endswith('.b') and p[name[:-2] + '.w'].ndim == 2: pass
        else: tensors[name] = floats(p[name])
    return tensors


def write(tensors, path):
    head = b'sayso-encoder/1\n' + struct.pack('<I', len(tensors))
    at = len(head) + sum(4 + len(n) + 16 for n in tensors)
    data = b''
    for name, ((rows, columns), blob) in tensors.items():
        at_data = -(-(at + len(data)) // 64) * 64 - at
        data += bytes(at_data - len(data))
        head += struct.pack('<I', len(name)) + name.encode() + struct.pack('<4I', rows, columns, at + len(data), len(blob))
        data += blob
    with open(path, 'wb') as f:
        f.write(head + data)
    print(path, len(head + data), 'bytes')


if __name__ == '__main__':
    tensors, paths = tensors_of(dict(np.load(sys.argv[1]))), sys.argv[2:]
    first = {n for n in tensors if len(paths) == 1 or n[:2] in ('0.', '1.') or n in ('words', 'places')}
    for path, part in zip(paths, (first, tensors.keys() - first)):
        write({n: tensors[n] for n in sorted(part)}, path)
