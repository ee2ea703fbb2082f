//! The model, and what is done to it.

use serde_json::{Value, json};

/// A change to the model.
pub struct Mutation {
    pub name: String,
    pub kinds: Vec<String>,
    set: Vec<(String, Value)>,
    remove: Vec<String>,
    rename: Option<(String, String)>,
}

pub fn base() -> Value {
    serde_json::from_str(include_str!("model.json")).unwrap()
}

pub fn mutations() -> Vec<Mutation> {
    let all: Value = serde_json::from_str(include_str!("mutations.json")).unwrap();
    all.as_array().unwrap().iter().map(mutation).collect()
}

fn mutation(value: &Value) -> Mutation {
    let texts = |key: &str| -> Vec<String> {
        value[key].as_array().into_iter().flatten().map(|one| one.as_str().unwrap().to_owned()).collect()
    };
    let set = value["set"].as_object().into_iter().flatten();
    let rename = texts("rename");
    Mutation {
        name: value["name"].as_str().unwrap().to_owned(),
        kinds: texts("kinds"),
        set: set.map(|(path, value)| (path.clone(), value.clone())).collect(),
        remove: texts("remove"),
        rename: rename.first().cloned().zip(rename.get(1).cloned()),
    }
}

impl Mutation {
    /// The model with the change.
    pub fn apply(&self, mut model: Value) -> Value {
        for path in &self.remove {
            self.remove(&mut model, path);
        }
        for (path, value) in &self.set {
            self.set(&mut model, path, value.clone());
        }
        match &self.rename {
            Some((from, to)) => {
                let text = model.to_string().replace(&format!("\"shop#{from}\""), &format!("\"shop#{to}\""));
                serde_json::from_str(&text).unwrap()
            }
            None => model,
        }
    }

    fn remove(&self, model: &mut Value, path: &str) {
        let (parent, last) = self.parent(model, path);
        let removed = match parent {
            Value::Array(items) => last.parse().ok().map(|index: usize| items.remove(index)),
            Value::Object(entries) => entries.remove(&last),
            _ => None,
        };
        assert!(removed.is_some(), "{}: nothing is at {path}", self.name);
    }

    fn set(&self, model: &mut Value, path: &str, value: Value) {
        match self.parent(model, path) {
            (Value::Array(items), last) if last == "-" => items.push(value),
            (Value::Array(items), last) => items[last.parse::<usize>().unwrap()] = value,
            (Value::Object(entries), last) => drop(entries.insert(last, value)),
            (other, _) => panic!("{}: {path} leads into {other}", self.name),
        }
    }

    /// What the path leads to but for its last step, and that step. Objects are made where there are none.
    fn parent<'v>(&self, model: &'v mut Value, path: &str) -> (&'v mut Value, String) {
        let mut steps: Vec<String> = path.split('/').map(String::from).collect();
        steps[0] = format!("shop#{}", steps[0]);
        let last = steps.pop().unwrap();
        let mut place = &mut model["shapes"];
        for step in steps {
            place = match place {
                Value::Array(items) => &mut items[step.parse::<usize>().unwrap()],
                Value::Object(entries) => entries.entry(step).or_insert_with(|| json!({})),
                other => panic!("{}: {path} leads into {other}", self.name),
            };
        }
        (place, last)
    }
}
