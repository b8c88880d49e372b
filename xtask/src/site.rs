//! The folder `target/site`: bindings, start script, style sheet, fonts and public files, each named by its content.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    bindings,
    pack::{Package, compress},
    run::{root, run, step, target},
};

const FONTS: [&str; 2] = ["be-vietnam-pro-400.woff2", "be-vietnam-pro-600.woff2"];

/// Builds everything a browser downloads.
pub fn build() -> Result<()> {
    let work = target().join("site-work");
    let site = target().join("site");
    fs::create_dir_all(&work)?;
    let mut package = Package::create(site.join("pkg"))?;

    step("fonts: subset of Be Vietnam Pro", || fonts(&work, &mut package))?;
    step("style sheets", || {
        ["main.css", "served.css", "newsroom.css"].iter().try_for_each(|name| style(&work, name, &mut package))
    })?;
    step("start scripts", || {
        script(&work, "src/boot.ts", "boot.js", "es2020", &mut package)?;
        script(&work, "src/start.ts", "start.js", "es2020", &mut package)
    })?;
    step("reading aloud", || script(&work, "src/reading/aloud.ts", "aloud.js", "es2020", &mut package))?;
    step("figures without the app", || script(&work, "src/visits/figures.ts", "figures.js", "es2020", &mut package))?;
    step("the editor", || {
        script(&work, "src/editor/index.ts", "editor.js", "es2022", &mut package)?;
        script(&work, "src/editor/docx.ts", "docx.js", "es2022", &mut package)
    })?;
    step("the screens' script", || script(&work, "src/ui/screens.ts", "screens.js", "es2022", &mut package))?;
    step("the library's script", || script(&work, "src/media/library.ts", "library.js", "es2022", &mut package))?;
    step("the reader's WASM (minutes when dependencies changed)", || wasm(&work, "reader", "hydrate", &mut package))?;
    step("the newsroom's WASM", || wasm(&work, "newsroom", "hydrate,newsroom", &mut package))?;
    package.finish()?;
    copy_folder(&root().join("public"), &site.join("public"))?;
    // At the root, and under one name for ever: a worker serves what lies beside it, and browsers look there for the next one.
    let worker = site.join("public/ngoai-tuyen.js");
    step("the worker for offline reading", || {
        esbuild("src/offline/worker.ts", &worker, &["--bundle", "--minify", "--target=es2020"])?;
        compress(&worker, &fs::read(&worker)?)
    })?;
    for portal in ["xa", "tinh"] {
        copy_folder(&root().join("demo").join(portal), &site.join("demo").join(portal))?;
    }
    Ok(())
}

fn fonts(work: &Path, package: &mut Package) -> Result<()> {
    if FONTS.iter().any(|font| !work.join(font).exists()) {
        run("node", &["style/fonts.mjs", &work.to_string_lossy()])?;
    }
    for font in FONTS {
        package.add(font, &fs::read(work.join(font))?)?;
    }
    Ok(())
}

fn style(work: &Path, name: &str, package: &mut Package) -> Result<()> {
    let out = work.join(name);
    esbuild(&format!("style/{name}"), &out, &["--bundle", "--minify", "--external:*.woff2"])?;
    let mut css = fs::read_to_string(&out)?;
    for font in FONTS {
        let address = package.add(font, &fs::read(work.join(font))?)?;
        css = css.replace(&format!("../fonts/{font}"), &address);
    }
    package.add(name, css.as_bytes())?;
    Ok(())
}

fn script(work: &Path, source: &str, name: &str, language: &str, package: &mut Package) -> Result<()> {
    let out = work.join(name);
    // Whose code is in it, for the list of licences.
    let account = format!("--metafile={}", work.join(format!("{name}.meta.json")).display());
    esbuild(source, &out, &["--bundle", "--minify", "--format=esm", &format!("--target={language}"), &account])?;
    package.add(name, &fs::read(out)?)?;
    Ok(())
}

fn wasm(work: &Path, name: &str, features: &str, package: &mut Package) -> Result<()> {
    bindings::build(features, name, work)?;
    package.add(&format!("{name}.wasm"), &fs::read(work.join(format!("{name}_bg.wasm")))?)?;
    let small = work.join(format!("{name}.min.js"));
    let bindings = work.join(format!("{name}.js"));
    esbuild(&bindings.to_string_lossy(), &small, &["--bundle", "--minify", "--format=esm", "--target=es2020"])?;
    package.add(&format!("{name}.js"), &fs::read(small)?)?;
    Ok(())
}

fn esbuild(source: &str, out: &Path, options: &[&str]) -> Result<()> {
    let out = format!("--outfile={}", out.display());
    let mut arguments = vec![source, out.as_str(), "--log-level=warning", "--charset=utf8"];
    arguments.extend(options);
    run("node_modules/.bin/esbuild", &arguments)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("{}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
