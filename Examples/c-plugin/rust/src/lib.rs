//! Tangent loss: bounded, and it pays for being too right as well as for being wrong.
//!
//! `(2 atan(m) - 1)^2` with the margin `m = z` for y = 1 and `-z` for y = 0.
//!
//! Masnadi-Shirazi, Mahadevan and Vasconcelos, *On the design of robust classifiers for computer
//! vision*, 2010.

mod lopsided;

use lopsided::*;
use std::slice::{from_raw_parts, from_raw_parts_mut};

unsafe extern "C" fn evaluate(
    _settings: *const f64,
    _setting_count: usize,
    batch: *const Batch,
    output: *const Output,
) -> i64 {
    let (batch, output) = unsafe { (&*batch, &*output) };
    let rows = batch.row_count;
    let logits = unsafe { from_raw_parts(batch.logits, rows) };
    let labels = unsafe { from_raw_parts(batch.labels, rows) };
    let value = unsafe { from_raw_parts_mut(output.value, rows) };
    let gradient = unsafe { from_raw_parts_mut(output.gradient, rows) };
    for row in 0..rows {
        let sign = if labels[row] > 0.5 { 1.0 } else { -1.0 };
        let margin = sign * logits[row];
        let distance = 2.0 * margin.atan() - 1.0;
        let slope = 1.0 / (1.0 + margin * margin);
        value[row] = distance * distance;
        gradient[row] = sign * 4.0 * distance * slope;
    }
    if !output.curvature.is_null() {
        let curvature = unsafe { from_raw_parts_mut(output.curvature, rows) };
        for row in 0..rows {
            let margin = if labels[row] > 0.5 { logits[row] } else { -logits[row] };
            let distance = 2.0 * margin.atan() - 1.0;
            let slope = 1.0 / (1.0 + margin * margin);
            curvature[row] = 8.0 * slope * slope * (1.0 - margin * distance);
        }
    }
    rows as i64
}

/// The paper's link turned round: the posterior is `atan(z) + 1/2`.
unsafe extern "C" fn recover_posterior(
    _settings: *const f64,
    _setting_count: usize,
    logit: f64,
    _training: *const Batch,
) -> f64 {
    (logit.atan() + 0.5).clamp(0.0, 1.0)
}

static LOSSES: [Loss; 1] = [Loss {
    name: c"tangent".as_ptr(),
    title: c"tangent loss".as_ptr(),
    formula: c"(2 atan(m) - 1)^2, m = z for y = 1 and -z for y = 0".as_ptr(),
    reference: c"Masnadi-Shirazi et al., On the design of robust classifiers, 2010".as_ptr(),
    flags: POINTWISE | RECOVERS_POSTERIOR,
    setting_count: 0,
    settings: std::ptr::null(),
    evaluate: Some(evaluate),
    recover_posterior: Some(recover_posterior),
    optimal_constant: None,
}];

static PLUGIN: Plugin = Plugin {
    abi_version: ABI_VERSION,
    loss_count: 1,
    loss_size: size_of::<Loss>(),
    losses: &raw const LOSSES as *const Loss,
};

#[no_mangle]
pub extern "C" fn lopsided_loss_plugin() -> *const Plugin {
    &PLUGIN
}
