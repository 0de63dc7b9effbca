//! The glue between a module of WebAssembly and node: `bindgen MODULE FOLDER`.

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut argument = || arguments.next().expect("bindgen MODULE FOLDER");
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    let made = bindgen.input_path(argument()).nodejs(true).map(|bindgen| bindgen.typescript(false));
    made.and_then(|bindgen| bindgen.generate(argument())).expect("glue");
}
