using System.Text.Json.Serialization;
using Crossbar.Compiler.Scheduling;

namespace Crossbar.Compiler.Account;

/// <summary>What a layer of a chip takes.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Schedule">What its arrays do; null for a layer without.</param>
/// <param name="Filled">Share of the places of its arrays of MaxRows×MaxColumns that have a cell; null without arrays, or limits.</param>
/// <param name="Energy">Per image, in joule.</param>
/// <param name="Area">Of all copies, in m².</param>
public sealed record LayerAccount(
    string Layer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LayerSchedule? Schedule,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Filled,
    PartAmounts Energy,
    PartAmounts Area);
