//! Where parameters go, and in which style.

use openapiv3::{HeaderStyle, ParameterData, PathStyle, QueryStyle};

use super::types::Types;
use crate::model::{Location, ParameterStyle};
use crate::source::NodeId;

impl Types<'_, '_> {
    /// A parameter's data, place and style. What only 3.2 and 2.0 have is read off the tree.
    pub(super) fn place_and_style(
        &self,
        node: NodeId,
        parameter: openapiv3::Parameter,
    ) -> (ParameterData, Location, ParameterStyle) {
        let (data, location, style) = self.said_in_3(node, parameter);
        (data, location, self.collection_style(node).unwrap_or(style))
    }

    /// The style that `collectionFormat` of 2.0 stands for where OpenAPI 3 has none.
    pub(super) fn collection_style(&self, node: NodeId) -> Option<ParameterStyle> {
        let sources = self.document.sources;
        let said = sources.get_str(node, "collectionFormat");
        // What was not made of 2.0 does not have it.
        match said.filter(|_| sources.is_made(node))? {
            "ssv" => Some(ParameterStyle::SpaceDelimited),
            "tsv" => Some(ParameterStyle::TabDelimited),
            "pipes" => Some(ParameterStyle::PipeDelimited),
            _ => None,
        }
    }

    fn said_in_3(
        &self,
        node: NodeId,
        parameter: openapiv3::Parameter,
    ) -> (ParameterData, Location, ParameterStyle) {
        use openapiv3::Parameter as P;
        let sources = self.document.sources;
        match parameter {
            P::Path {
                parameter_data,
                style,
            } => {
                let style = match style {
                    PathStyle::Matrix => ParameterStyle::Matrix,
                    PathStyle::Label => ParameterStyle::Label,
                    PathStyle::Simple => ParameterStyle::Simple,
                };
                (parameter_data, Location::Path, style)
            }
            P::Query { parameter_data, .. }
                if sources.get_str(node, "in") == Some("querystring") =>
            {
                (parameter_data, Location::QueryString, ParameterStyle::Form)
            }
            P::Query {
                parameter_data,
                style,
                ..
            } => {
                let style = match style {
                    QueryStyle::Form => ParameterStyle::Form,
                    QueryStyle::SpaceDelimited => ParameterStyle::SpaceDelimited,
                    QueryStyle::PipeDelimited => ParameterStyle::PipeDelimited,
                    QueryStyle::DeepObject => ParameterStyle::DeepObject,
                };
                (parameter_data, Location::Query, style)
            }
            P::Header {
                parameter_data,
                style: HeaderStyle::Simple,
            } => (parameter_data, Location::Header, ParameterStyle::Simple),
            P::Cookie { parameter_data, .. } => {
                let style = match sources.get_str(node, "style") {
                    Some("cookie") => ParameterStyle::Cookie,
                    _ => ParameterStyle::Form,
                };
                (parameter_data, Location::Cookie, style)
            }
        }
    }
}
