/// The place of an operation in the order of all writers: what decides when operations of several meet.
struct OperationOrder: Hashable, Comparable, Sendable {
  let hybrid: HybridTime
  let id: OperationID

  static func < (left: OperationOrder, right: OperationOrder) -> Bool {
    left.hybrid == right.hybrid ? left.id < right.id : left.hybrid < right.hybrid
  }
}

extension Operation {
  /// Its place in the order of all writers.
  var order: OperationOrder { OperationOrder(hybrid: hybrid, id: id) }
}

extension Array {
  /// Puts an element where it belongs in an array sorted by a key; false when one of the same key is there.
  ///
  /// At the end it costs nothing to find the place.
  @discardableResult
  mutating func insertSorted<Key: Comparable>(_ element: Element, by key: (Element) -> Key) -> Bool {
    let wanted = key(element)
    guard let last, key(last) >= wanted else {
      append(element)
      return true
    }
    let place = firstPlace(notBefore: wanted, by: key)
    guard key(self[place]) != wanted else { return false }
    insert(element, at: place)
    return true
  }

  /// The first place in a sorted array whose key is not before `wanted`; the count when there is none.
  func firstPlace<Key: Comparable>(notBefore wanted: Key, by key: (Element) -> Key) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if key(self[middle]) < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
