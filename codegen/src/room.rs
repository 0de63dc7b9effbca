//! Room for a great deal that is of use for a while only.

/// Gives the room of a list back. It is made small before it is freed: the allocator of glibc takes the largest block that
/// was freed as a sign that more of that size come and go, and from then on keeps all up to that size for itself.
pub(crate) fn give_back<T>(mut list: Vec<T>) {
    list.clear();
    list.shrink_to(1);
}
