/// A thing that operations found and change: a window, a freeze, a hold, a request, an acknowledgement, a reservation.
protocol Ledgered: Identifiable, Hashable, Sendable where ID == OperationID {
  /// The thing as the operation founds it; nil when the operation founds none.
  init?(founding operation: Operation)
  /// Takes in an operation that comes after all taken in before; the founding one changes nothing.
  mutating func take(_ operation: Operation)
}

/// The things of one kind, each with the operations that it is folded from.
///
/// An operation that comes in order is one step; one that comes late folds its own thing anew, and no other.
struct Ledger<Item: Ledgered>: Hashable, Sendable {
  /// The things, in the order of their identities.
  private(set) var items: [Item] = []
  private var histories: [OperationID: [Operation]] = [:]

  /// The place of a thing; nil when there is none, or its founding operation has not come yet.
  func place(of id: OperationID) -> Int? {
    let place = items.firstPlace(notBefore: id, by: \.id)
    return place < items.count && items[place].id == id ? place : nil
  }

  /// A thing; nil when there is none.
  subscript(id: OperationID) -> Item? { place(of: id).map { items[$0] } }

  /// Takes in an operation about the thing of an identity.
  mutating func take(_ operation: Operation, about id: OperationID) {
    let isNewest = histories[id]?.last.map { $0.order < operation.order } ?? true
    guard histories[id, default: []].insertSorted(operation, by: \.order) else { return }
    guard let place = place(of: id) else { return fold(id) }
    if isNewest { items[place].take(operation) } else { fold(id) }
  }

  /// Folds a thing from its beginning.
  private mutating func fold(_ id: OperationID) {
    let history = histories[id] ?? []
    guard let founding = history.first(where: { $0.id == id }), var item = Item(founding: founding) else { return }
    for operation in history { item.take(operation) }
    if let place = place(of: id) { items[place] = item } else { items.insertSorted(item, by: \.id) }
  }
}
