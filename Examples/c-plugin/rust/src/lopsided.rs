//! `lopsided_loss.h`, version 1, in Rust. Copy this file.
#![allow(dead_code)]

use std::ffi::{c_char, c_double};

pub const ABI_VERSION: u32 = 1;
pub const STRICTLY_PROPER: u32 = 1;
pub const CONVEX: u32 = 2;
pub const POINTWISE: u32 = 4;
pub const RECOVERS_POSTERIOR: u32 = 8;
pub const NEEDS_AMOUNTS: u32 = 16;

#[repr(C)]
pub struct Setting {
    pub name: *const c_char,
    pub default_value: c_double,
    pub minimum: c_double,
    pub maximum: c_double,
    pub help: *const c_char,
}

#[repr(C)]
pub struct Batch {
    pub row_count: usize,
    pub logits: *const c_double,
    pub labels: *const c_double,
    pub amounts: *const c_double,
    pub positives: c_double,
    pub negatives: c_double,
    pub progress: c_double,
}

#[repr(C)]
pub struct Output {
    pub value: *mut c_double,
    pub gradient: *mut c_double,
    pub curvature: *mut c_double,
}

pub type Evaluate =
    unsafe extern "C" fn(*const c_double, usize, *const Batch, *const Output) -> i64;
pub type RecoverPosterior =
    unsafe extern "C" fn(*const c_double, usize, c_double, *const Batch) -> c_double;
pub type OptimalConstant = unsafe extern "C" fn(*const c_double, usize, *const Batch) -> c_double;

#[repr(C)]
pub struct Loss {
    pub name: *const c_char,
    pub title: *const c_char,
    pub formula: *const c_char,
    pub reference: *const c_char,
    pub flags: u32,
    pub setting_count: u32,
    pub settings: *const Setting,
    pub evaluate: Option<Evaluate>,
    pub recover_posterior: Option<RecoverPosterior>,
    pub optimal_constant: Option<OptimalConstant>,
}

#[repr(C)]
pub struct Plugin {
    pub abi_version: u32,
    pub loss_count: u32,
    pub loss_size: usize,
    pub losses: *const Loss,
}

// The descriptions are static and never written to.
unsafe impl Sync for Setting {}
unsafe impl Sync for Loss {}
unsafe impl Sync for Plugin {}
