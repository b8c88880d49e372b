//! `make dist`: one archive to carry to a server.

use std::{fs, path::Path};

use anyhow::Result;

use crate::{
    licences,
    run::{root, run, step, target},
    site,
};

/// What several nodes need; it goes into the folder `deploy` of the archive. What one node needs stands at the archive's top.
const FOR_NODES: [&str; 9] = [
    "congdan@.service",
    "congdan-nodes.env",
    "nginx.conf",
    "Caddyfile",
    "Containerfile",
    "prometheus.yml",
    "alerts.yml",
    "alerts.test.yml",
    "grafana.json",
];

/// Writes `target/congdan-<version>-linux-<arch>.tar.gz` with binary, assets, units, sample configurations and licences.
pub fn archive() -> Result<()> {
    step("server, fully optimised (ten minutes on two cores)", || {
        run("cargo", &["build", "--profile", "dist", "--features", "ssr"])
    })?;
    site::build()?;
    let name = format!("congdan-{}-linux-{}", env!("CARGO_PKG_VERSION"), std::env::consts::ARCH);
    let folder = target().join("dist-work").join(&name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    fs::copy(target().join("dist/congdan"), folder.join("congdan"))?;
    run("cp", &["-r", &target().join("site").to_string_lossy(), &folder.join("site").to_string_lossy()])?;
    for file in ["deploy/congdan.service", "deploy/congdan.env", "LICENSE-APACHE", "LICENSE-MIT", "docs/RUNNING.md", "CHANGELOG.md"]
    {
        let from = root().join(file);
        fs::copy(&from, folder.join(from.file_name().unwrap_or_default()))?;
    }
    fs::create_dir(folder.join("deploy"))?;
    for file in FOR_NODES {
        let file = Path::new("deploy").join(file);
        fs::copy(root().join(&file), folder.join(&file))?;
    }
    licences::write(&folder.join("LICENCES-OF-LIBRARIES.txt"))?;
    let archive = target().join(format!("{name}.tar.gz"));
    run("tar", &["-C", &target().join("dist-work").to_string_lossy(), "-czf", &archive.to_string_lossy(), &name])?;
    println!("xtask: {}", archive.display());
    Ok(())
}
