//! Writes WebAssembly so that it compresses well: several modules become one, similar functions
//! follow each other, and each number has its shortest form.
//!
//! It knows WebAssembly, but nothing of the page. It must never change what the code does: functions
//! get other indices, which only the module itself uses.

use std::error::Error;
use std::fmt;

use anyhow::{Context, Result, bail, ensure};
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{
    CodeSection, DataCountSection, DataSection, ElementSection, ExportSection, FunctionSection,
    GlobalSection, ImportSection, MemorySection, Module, StartSection, TableSection, TypeSection,
};
use wasmparser::{
    Data, DataKind, Element, ElementKind, FunctionBody, Import, Parser, Payload, TypeRef,
};

/// Writes one module or several as one, without custom sections.
///
/// Several modules must be parts of one program: they import the same table and memory, call each
/// other through the table, and define only functions, elements and data.
///
/// # Errors
/// When a module cannot be read, or several are not such parts.
pub(crate) fn pack(modules: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut modules =
        modules.iter().map(|wasm| Unpacked::read(wasm)).collect::<Result<Vec<_>>>()?;
    if modules.len() > 1 {
        ensure!(modules.iter().all(Unpacked::is_part), "a module is more than a part of a program");
        let widest = modules.iter().max_by_key(|module| module.imports.len());
        let widest = widest.context("nothing to pack")?;
        let fits = |module: &Unpacked<'_>| {
            module.types == widest.types
                && module.imports.iter().all(|import| widest.imports.contains(import))
        };
        ensure!(modules.iter().all(fits), "the modules differ in their types or imports");
    }
    let functions = sort_functions(&mut modules);
    let mut sections = Sections::default();
    for module in &modules {
        sections.add(module)?;
    }
    sections.finish(&modules, &functions)
}

/// A module that was read.
struct Unpacked<'m> {
    /// Everything except functions and custom sections.
    sections: Vec<Payload<'m>>,
    /// The bytes of the types.
    types: &'m [u8],
    imports: Vec<Import<'m>>,
    /// How many functions are imported; they have the first indices.
    imported: u32,
    functions: Vec<Function<'m>>,
    /// The new index of each function that is not imported.
    indices: Vec<u32>,
}

/// A function.
struct Function<'m> {
    /// The index of its type.
    of_type: u32,
    body: FunctionBody<'m>,
}

impl<'m> Unpacked<'m> {
    fn read(wasm: &'m [u8]) -> Result<Self> {
        let (mut sections, mut imports) = (Vec::new(), Vec::new());
        let (mut types, mut of_functions, mut bodies) = (&[][..], Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::FunctionSection(section) => {
                    of_functions = section.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::CodeSectionEntry(body) => bodies.push(body),
                Payload::CustomSection(_) => {}
                section => {
                    if let Payload::TypeSection(section) = &section {
                        let range = section.range();
                        let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                        types = wasm.get(range).context("a section outside its module")?;
                    }
                    if let Payload::ImportSection(section) = &section {
                        imports = section.clone().into_imports().collect::<Result<_, _>>()?;
                    }
                    sections.push(section);
                }
            }
        }
        ensure!(of_functions.len() == bodies.len(), "a function without a type or without code");
        let functions = of_functions.into_iter().zip(bodies);
        let functions = functions.map(|(of_type, body)| Function { of_type, body }).collect();
        let is_function = |import: &&Import<'_>| matches!(import.ty, TypeRef::Func(_));
        let imported = u32::try_from(imports.iter().filter(is_function).count())?;
        Ok(Self { sections, types, imports, imported, functions, indices: Vec::new() })
    }

    /// Whether several such modules can be one: each defines only functions, elements and data, and
    /// what it imports has the first index of its kind.
    fn is_part(&self) -> bool {
        let kind = |import: &Import<'_>| std::mem::discriminant(&import.ty);
        let is_single = |import: &Import<'_>| {
            self.imports.iter().filter(|other| kind(other) == kind(import)).count() == 1
        };
        self.imports.iter().all(is_single)
            && self.imported == 0
            && self.sections.iter().all(|section| match section {
                Payload::ExportSection(exports) => exports.count() == 0,
                // Code may name a passive segment by its index, which would change.
                Payload::ElementSection(elements) => {
                    let is_active =
                        |element: Element<'_>| matches!(element.kind, ElementKind::Active { .. });
                    elements.clone().into_iter().all(|element| element.is_ok_and(is_active))
                }
                Payload::DataSection(data) => {
                    let is_active = |data: Data<'_>| matches!(data.kind, DataKind::Active { .. });
                    data.clone().into_iter().all(|data| data.is_ok_and(is_active))
                }
                Payload::TableSection(_)
                | Payload::MemorySection(_)
                | Payload::GlobalSection(_)
                | Payload::StartSection { .. } => false,
                _ => true,
            })
    }
}

/// Sorts the functions of all modules by type and code, and gives each its new index: similar
/// functions begin alike, and a compressor finds what is near at less cost. Returns the sorted
/// functions, as indices of their modules and in these.
fn sort_functions(modules: &mut [Unpacked<'_>]) -> Vec<(usize, usize)> {
    let mut sorted: Vec<(usize, usize)> = Vec::new();
    for (module, unpacked) in modules.iter().enumerate() {
        sorted.extend((0..unpacked.functions.len()).map(|function| (module, function)));
    }
    let key = |&(module, function): &(usize, usize)| {
        let function = modules.get(module)?.functions.get(function)?;
        Some((function.of_type, function.body.as_bytes()))
    };
    sorted.sort_by(|one, other| key(one).cmp(&key(other)));
    for unpacked in &mut *modules {
        unpacked.indices = vec![0; unpacked.functions.len()];
    }
    for (&(module, function), position) in sorted.iter().zip(0..) {
        if let Some(unpacked) = modules.get_mut(module)
            && let Some(index) = unpacked.indices.get_mut(function)
        {
            *index = unpacked.imported + position;
        }
    }
    sorted
}

/// The sections of the packed module.
#[derive(Default)]
struct Sections {
    types: TypeSection,
    imports: ImportSection,
    tables: TableSection,
    memories: MemorySection,
    globals: GlobalSection,
    exports: ExportSection,
    start: Option<StartSection>,
    elements: ElementSection,
    has_data_count: bool,
    data: DataSection,
}

impl Sections {
    /// Adds everything except functions.
    fn add(&mut self, module: &Unpacked<'_>) -> Result<()> {
        let mut renumber = Renumber(module);
        for section in &module.sections {
            match section {
                // All modules have the same types, and some of the same imports.
                Payload::TypeSection(section) => {
                    self.types = TypeSection::new();
                    renumber.parse_type_section(&mut self.types, section.clone())?;
                }
                Payload::ImportSection(section) => {
                    let mut imports = ImportSection::new();
                    renumber.parse_import_section(&mut imports, section.clone())?;
                    if imports.len() > self.imports.len() {
                        self.imports = imports;
                    }
                }
                Payload::TableSection(section) => {
                    renumber.parse_table_section(&mut self.tables, section.clone())?;
                }
                Payload::MemorySection(section) => {
                    renumber.parse_memory_section(&mut self.memories, section.clone())?;
                }
                Payload::GlobalSection(section) => {
                    renumber.parse_global_section(&mut self.globals, section.clone())?;
                }
                Payload::ExportSection(section) => {
                    renumber.parse_export_section(&mut self.exports, section.clone())?;
                }
                Payload::StartSection { func, .. } => {
                    let function_index = renumber.function_index(*func)?;
                    self.start = Some(StartSection { function_index });
                }
                Payload::ElementSection(section) => {
                    renumber.parse_element_section(&mut self.elements, section.clone())?;
                }
                Payload::DataCountSection { .. } => self.has_data_count = true,
                Payload::DataSection(section) => {
                    renumber.parse_data_section(&mut self.data, section.clone())?;
                }
                Payload::Version { .. } | Payload::CodeSectionStart { .. } | Payload::End(_) => {}
                other => bail!("an unexpected section: {other:?}"),
            }
        }
        Ok(())
    }

    /// Adds the functions, and writes the module.
    fn finish(self, modules: &[Unpacked<'_>], functions: &[(usize, usize)]) -> Result<Vec<u8>> {
        let (mut types, mut code) = (FunctionSection::new(), CodeSection::new());
        for &(module, function) in functions {
            let module = modules.get(module).context("no such module")?;
            let function = module.functions.get(function).context("no such function")?;
            types.function(function.of_type);
            Renumber(module).parse_function_body(&mut code, function.body.clone())?;
        }
        let mut packed = Module::new();
        packed.section(&self.types).section(&self.imports).section(&types);
        if !self.tables.is_empty() {
            packed.section(&self.tables);
        }
        if !self.memories.is_empty() {
            packed.section(&self.memories);
        }
        if !self.globals.is_empty() {
            packed.section(&self.globals);
        }
        if !self.exports.is_empty() {
            packed.section(&self.exports);
        }
        if let Some(start) = &self.start {
            packed.section(start);
        }
        packed.section(&self.elements);
        if self.has_data_count {
            packed.section(&DataCountSection { count: self.data.len() });
        }
        packed.section(&code).section(&self.data);
        Ok(packed.finish())
    }
}

/// Writes a module with the new indices of its functions.
struct Renumber<'m>(&'m Unpacked<'m>);

impl Reencode for Renumber<'_> {
    type Error = UnknownFunction;

    fn function_index(&mut self, index: u32) -> Result<u32, reencode::Error<UnknownFunction>> {
        let Some(defined) = index.checked_sub(self.0.imported) else { return Ok(index) };
        let new = usize::try_from(defined).ok().and_then(|defined| self.0.indices.get(defined));
        new.copied().ok_or(reencode::Error::UserError(UnknownFunction(index)))
    }
}

/// A module names a function that it does not have.
#[derive(Debug)]
struct UnknownFunction(u32);

impl fmt::Display for UnknownFunction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "there is no function {}", self.0)
    }
}

impl Error for UnknownFunction {}

#[cfg(test)]
mod tests;
