//! From floating point to the file of `sayso::attribution::tagger::weights`.
use super::{corpus::Index, model::Model};
use sayso::attribution::tagger::{
    labels::{EDGE, LABELS},
    weights::{BUCKET, FIRST, HEADER, LANES, MAGIC, fingerprint},
};

/// The file of `1 << size` buckets; where a bucket is full, the features that weigh most stay.
pub(crate) fn pack(passes: &[(&Index, &Model)], size: u32) -> Vec<u8> {
    let mut weights: Vec<f32> = passes.iter().flat_map(|(_, m)| m.rows.iter().flatten()).map(|w| w.abs()).filter(|w| *w > 0.0).collect();
    // One weight in ten thousand may be clipped: the rest is then stored more finely.
    let cut = weights.len() - weights.len() / 10_000 - 1;
    let (_, top, _) = weights.select_nth_unstable_by(cut, f32::total_cmp);
    let scale = 127.0 / *top;
    let mut rows: Vec<(f32, u32, [i8; LABELS])> = Vec::new();
    for (index, model) in passes {
        for (feature, row) in index.features.iter().zip(&model.rows) {
            let mut small = [0i8; LABELS];
            for (s, w) in small.iter_mut().zip(row) {
                *s = (w * scale).round().clamp(-127.0, 127.0) as i8;
            }
            // Only differences between labels count, so a row's mean says nothing.
            let mean = row[..LABELS].iter().sum::<f32>() / LABELS as f32;
            let weight = row[..LABELS].iter().map(|w| (w - mean).powi(2)).sum();
            if small.iter().any(|w| *w != 0) {
                rows.push((weight, *feature, small));
            }
        }
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut out = vec![0u8; HEADER];
    out[..MAGIC.len()].copy_from_slice(&MAGIC);
    out[MAGIC.len()] = passes.len() as u8;
    for (_, model) in passes {
        for matrix in &model.transitions {
            for (x, row) in matrix.iter().enumerate() {
                for (y, w) in row.iter().enumerate() {
                    let real = x <= EDGE as usize && y < LABELS;
                    let w = if real { (w * scale).round().clamp(-3e4, 3e4) } else { 0.0 };
                    out.extend_from_slice(&(w as i16).to_le_bytes());
                }
            }
        }
    }
    let table = out.len();
    out.resize(table + (BUCKET << size), 0);
    let (mut kept, mut lost) = (0, 0);
    for (_, feature, small) in rows {
        let at = table + (feature >> (32 - size)) as usize * BUCKET;
        let free = (0..BUCKET / LANES).map(|k| at + k * LANES).find(|p| out[*p] == 0 && out[*p + 1] == 0);
        if let Some(p) = free {
            kept += 1;
            out[p..p + 2].copy_from_slice(&fingerprint(feature).to_le_bytes());
            for (b, w) in out[p + FIRST..].iter_mut().zip(small) {
                *b = w.cast_unsigned();
            }
        } else {
            lost += 1;
        }
    }
    eprintln!("packed {kept} features, {lost} did not fit, scale {scale:.1}");
    out
}
