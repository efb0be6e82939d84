//! Modules as the splitter writes them, packed.

use wasm_encoder::{
    ConstExpr, Elements, EntityType, Function, MemoryType, RefType, TableType, ValType,
};
use wasmparser::{ElementItems, ExternalKind, Validator, WasmFeatures};

use super::*;

const SLOT_COUNT: u64 = 8;

/// A part whose functions return these numbers, in the table from `slot` on.
fn part(slot: i32, numbers: &[i32]) -> Vec<u8> {
    part_with(&["memory", "table"], slot, numbers)
}

/// The same with only some of the imports.
fn part_with(wanted: &[&str], slot: i32, numbers: &[i32]) -> Vec<u8> {
    let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
    types.ty().function([], [ValType::I32]);
    let table = TableType {
        element_type: RefType::FUNCREF,
        minimum: SLOT_COUNT,
        maximum: None,
        table64: false,
        shared: false,
    };
    let memory = MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    };
    if wanted.contains(&"table") {
        imports.import("main", "table", EntityType::Table(table));
    }
    if wanted.contains(&"memory") {
        imports.import("main", "memory", EntityType::Memory(memory));
    }
    let (mut functions, mut elements) = (FunctionSection::new(), ElementSection::new());
    let (mut code, mut data) = (CodeSection::new(), DataSection::new());
    for number in numbers {
        functions.function(0);
        let mut body = Function::new([]);
        body.instructions().i32_const(*number).end();
        code.function(&body);
    }
    let indices: Vec<u32> = (0..).take(numbers.len()).collect();
    let place = ConstExpr::i32_const(slot);
    if wanted.contains(&"table") {
        elements.active(Some(0), &place, Elements::Functions(indices.into()));
    }
    data.active(0, &place, [u8::try_from(slot).unwrap()]);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&elements);
    module.section(&code).section(&data);
    module.finish()
}

/// The code of the function at each place of the table, in the order in which the module fills it.
fn table(wasm: &[u8]) -> Vec<Vec<u8>> {
    let module = Unpacked::read(wasm).unwrap();
    let mut filled = Vec::new();
    for section in &module.sections {
        let Payload::ElementSection(elements) = section else { continue };
        for element in elements.clone() {
            let ElementItems::Functions(indices) = element.unwrap().items else { continue };
            for index in indices {
                let function = &module.functions[usize::try_from(index.unwrap()).unwrap()];
                filled.push(function.body.as_bytes().to_vec());
            }
        }
    }
    filled
}

#[test]
fn parts_become_one_module_that_fills_the_table_as_they_did() {
    let parts = [part(0, &[3, 1, 2]), part(3, &[2, 0])];
    let packed = pack(&parts).unwrap();
    Validator::new_with_features(WasmFeatures::all()).validate_all(&packed).unwrap();
    let expected: Vec<_> = parts.iter().flat_map(|part| table(part)).collect();
    assert_eq!(table(&packed), expected);
    // The data of both.
    assert!(packed.ends_with(&[2, 0, 0x41, 0, 0x0b, 1, 0, 0, 0x41, 3, 0x0b, 1, 3]), "{packed:?}");
}

#[test]
fn a_part_may_import_less_than_another() {
    let parts = [part_with(&["memory"], 3, &[]), part(0, &[3, 1])];
    let packed = pack(&parts).unwrap();
    Validator::new_with_features(WasmFeatures::all()).validate_all(&packed).unwrap();
    assert_eq!(table(&packed), table(&parts[1]));
    assert_eq!(Unpacked::read(&packed).unwrap().imports.len(), 2);
}

#[test]
fn functions_are_sorted_by_their_code() {
    let packed = pack(&[part(0, &[3, 1, 2])]).unwrap();
    let module = Unpacked::read(&packed).unwrap();
    let code: Vec<_> = module.functions.iter().map(|function| function.body.as_bytes()).collect();
    assert!(code.is_sorted(), "{code:?}");
}

#[test]
fn only_parts_of_one_program_become_one_module() {
    let export = |wasm: &[u8]| {
        let mut module = wasm.to_vec();
        let mut exports = ExportSection::new();
        exports.export("one", wasm_encoder::ExportKind::Func, 0);
        let mut with = Module::new();
        with.section(&exports);
        // After the imports and functions, before the elements: section 9.
        let at = section_at(&module, 9);
        module.splice(at..at, with.finish().into_iter().skip(8));
        module
    };
    let exporting = export(&part(0, &[1]));
    assert!(pack(&[exporting.clone(), part(1, &[2])]).is_err());
    let packed = pack(&[exporting]).unwrap();
    let is_kept = Parser::new(0).parse_all(&packed).any(|payload| {
        matches!(payload.unwrap(), Payload::ExportSection(exports)
            if exports.clone().into_iter().all(|export| export.unwrap().kind == ExternalKind::Func))
    });
    assert!(is_kept);
    let mut other = part(1, &[2]);
    let name = other.windows(5).position(|bytes| bytes == b"table").unwrap();
    other[name] = b'T';
    assert!(pack(&[part(0, &[1]), other]).is_err());
}

/// Where the section with this id begins.
fn section_at(wasm: &[u8], id: u8) -> usize {
    let mut at = 8;
    while wasm[at] != id {
        // Short sections: their length is one byte.
        at += 2 + usize::from(wasm[at + 1]);
    }
    at
}
