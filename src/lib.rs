//! Cổng Dân: a portal engine for Vietnamese public agencies. Server and browser are one crate.

// Wiring: knows every feature, decides nothing.
pub mod app;
#[cfg(feature = "ssr")]
pub mod commands;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod doctor;
#[cfg(feature = "ssr")]
pub mod following;
#[cfg(feature = "ssr")]
pub mod framed;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "newsroom")]
pub mod newsroom;
#[cfg(feature = "ssr")]
pub mod permissions;
#[cfg(feature = "ssr")]
pub mod rendering;
#[cfg(feature = "ssr")]
pub mod screens;
#[cfg(feature = "ssr")]
pub mod served;
#[cfg(feature = "ssr")]
pub mod server;

// Features.
#[cfg(feature = "newsroom")]
pub mod accounts;
#[cfg(feature = "ssr")]
pub mod administration;
#[cfg(feature = "ssr")]
pub mod archive;
pub mod article;
#[cfg(feature = "newsroom")]
pub mod audit;
pub mod backup;
pub mod blocks;
pub mod content;
#[cfg(feature = "newsroom")]
pub mod editor;
#[cfg(feature = "ssr")]
pub mod feeds;
pub mod home;
#[cfg(feature = "ssr")]
pub mod look;
pub mod media;
pub mod page;
pub mod reading;
pub mod search;
pub mod section;
pub mod site;
pub mod visits;
#[cfg(feature = "newsroom")]
pub mod workflow;

// Ground: knows no feature.
#[cfg(feature = "ssr")]
pub mod cause;
#[cfg(feature = "ssr")]
pub mod clock;
#[cfg(feature = "ssr")]
pub mod config;
#[cfg(feature = "ssr")]
pub mod db;
pub mod error;
#[cfg(feature = "ssr")]
pub mod http;
#[cfg(feature = "ssr")]
pub mod logging;
#[cfg(feature = "ssr")]
pub mod stamps;
pub mod text;
pub mod ui;
pub mod wire;

#[cfg(feature = "hydrate")]
mod hydrate;
