//! Fits the tables that tell style and kind.

use fastrand::Rng;

use crate::refparse::model::{CHOICE_ROWS, UNIT};

/// A reference's rows, and what it is.
pub(super) struct Chosen {
    pub(super) rows: Vec<u16>,
    pub(super) choice: usize,
}

/// Fits a table to examples; its bytes, and how many of a hundred of `held` it tells rightly.
pub(super) fn fit(
    examples: &[Chosen],
    held: &[Chosen],
    columns: usize,
    passes: usize,
    rng: &mut Rng,
) -> (Vec<u8>, f64) {
    let mut weights = vec![0.0_f32; CHOICE_ROWS * columns];
    let mut squares = vec![0.0_f32; CHOICE_ROWS * columns];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for pass in 0..passes {
        rng.shuffle(&mut order);
        let rate = 0.3 * (1.0 - pass as f32 / passes as f32) + 0.01;
        for at in &order {
            let Chosen { rows, choice } = &examples[*at];
            let mut gradient = probabilities(&weights, rows, columns);
            gradient[*choice] -= 1.0;
            for row in rows {
                let start = usize::from(*row) * columns;
                for (column, gradient) in gradient.iter().enumerate() {
                    if gradient.abs() > 1e-3 {
                        let square = &mut squares[start + column];
                        *square += gradient * gradient;
                        let weight = &mut weights[start + column];
                        let limit = 127.0 / UNIT;
                        *weight = (*weight - rate * gradient / (square.sqrt() + 1.0))
                            .clamp(-limit, limit);
                    }
                }
            }
        }
    }
    let right = held.iter().filter(|example| {
        let chances = probabilities(&weights, &example.rows, columns);
        let best = (0..columns).max_by(|a, b| chances[*a].total_cmp(&chances[*b]));
        best == Some(example.choice)
    });
    let share = 100.0 * right.count() as f64 / held.len().max(1) as f64;
    let bytes = weights.iter().map(|weight| ((weight * UNIT).round() as i8).to_le_bytes()[0]);
    (bytes.collect(), share)
}

fn probabilities(weights: &[f32], rows: &[u16], columns: usize) -> Vec<f32> {
    let mut sums = vec![0.0_f32; columns];
    for row in rows {
        let start = usize::from(*row) * columns;
        for (sum, weight) in sums.iter_mut().zip(&weights[start..start + columns]) {
            *sum += weight;
        }
    }
    let best = sums.iter().copied().fold(f32::MIN, f32::max);
    let mut total = 0.0;
    for sum in &mut sums {
        *sum = (*sum - best).exp();
        total += *sum;
    }
    sums.iter().map(|sum| sum / total).collect()
}
