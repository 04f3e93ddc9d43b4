using Crossbar.Compiler.Data;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Devices;

/// <summary>Reads the curves of a device file (docs/devices.md), and checks them where the device is used.</summary>
/// <param name="minConductance">The device's least conductance, in siemens.</param>
/// <param name="maxConductance">Its greatest, in siemens.</param>
internal sealed class CurveReader(double minConductance, double maxConductance)
{
    private const double MaxValue = 1e15;
    private const double MaxPower = 16;
    private const int MaxPieces = 4096;
    private const int MaxTerms = 64;

    // At how many conductances a curve is tried.
    private const int Trials = 512;

    /// <summary>A curve that may be left out.</summary>
    /// <param name="node">What may hold it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="least">The least that its values may be on the device's range.</param>
    /// <param name="greatest">The greatest.</param>
    /// <param name="what">What its values are, for people: <c>siemens</c>.</param>
    public ConductanceCurve? Find(PlacedObject node, string name, double least, double greatest, string what) =>
        node.Find(name) is { } place ? Read(place, least, greatest, what) : null;

    /// <summary>A curve that must be there.</summary>
    public ConductanceCurve Need(PlacedObject node, string name, double least, double greatest, string what) => Read(node.Need(name), least, greatest, what);

    /// <summary>The curve at a place.</summary>
    public ConductanceCurve Read(PlacedJson place, double least, double greatest, string what)
    {
        var curve = place.Kind == JsonTokenType.Number
            ? ConductanceCurve.Constant(PlacedObject.NumberOf(place, -MaxValue, MaxValue, what))
            : Curve(new PlacedObject(place));
        OverRange(conductance =>
        {
            var value = curve.At(conductance);
            if (!(value >= least && value <= greatest))
            {
                throw new PlacedJsonException(place, FormattableString.Invariant(
                    $"at {conductance:G4} S it is {value:G4}, out of its range, {least:G4} to {greatest:G4}{(what.Length == 0 ? "" : " " + what)}. Are its units SI?"));
            }
        });
        return curve;
    }

    /// <summary>Tries something in the middle and at the upper end of the device's range, where a current is that of a conductance.</summary>
    public void WhereItConducts(Action<double> trial)
    {
        trial((minConductance + maxConductance) / 2);
        trial(maxConductance);
    }

    /// <summary>Tries something with conductances over the device's range.</summary>
    public void OverRange(Action<double> trial)
    {
        for (var k = 0; k <= Trials; k++)
            trial(minConductance + ((maxConductance - minConductance) * k / Trials));
    }

    private ConductanceCurve Curve(PlacedObject node)
    {
        ImmutableArray<CurvePiece> pieces;
        if (node.Find("Table") is { } table)
            pieces = Table(table);
        else if (node.Find("Pieces") is { } several)
            pieces = Pieces(several);
        else
            pieces = [Piece(node)];
        var curve = new ConductanceCurve { Pieces = pieces, MaxConductance = maxConductance, TimesConductance = node.Flag("TimesConductance") };
        node.Finish();
        return curve;
    }

    private static ImmutableArray<CurvePiece> Pieces(PlacedJson place)
    {
        var elements = Array(place, 1, MaxPieces, "pieces");
        var pieces = ImmutableArray.CreateBuilder<CurvePiece>(elements.Count);
        var last = 0.0;
        for (var k = 0; k < elements.Count; k++)
        {
            var node = new PlacedObject(elements[k]);
            var below = k == elements.Count - 1 && !node.Has("Below") ? double.PositiveInfinity : node.Number("Below", 0, 1, "siemens");
            if (!(below > last))
                throw new PlacedJsonException(elements[k], "'Below' must rise from piece to piece.");
            last = below;
            pieces.Add(Piece(node) with { Below = below });
            node.Finish();
        }

        return pieces.MoveToImmutable();
    }

    private static CurvePiece Piece(PlacedObject node)
    {
        ImmutableArray<CurveTerm> terms;
        if (node.Find("Polynomial") is { } polynomial)
            terms = [.. Array(polynomial, 1, MaxTerms, "coefficients").Select((c, power) => new CurveTerm(PlacedObject.NumberOf(c, -1e30, 1e30, ""), power))];
        else
            terms = [.. Array(node.Find("Terms") ?? throw new PlacedJsonException(node.Place, "a curve is a number, or an object with Polynomial, Terms, Table or Pieces."), 1, MaxTerms, "terms").Select(Term)];
        var (least, greatest) = (node.Number("Least", -MaxValue, MaxValue, "", double.NegativeInfinity), node.Number("Greatest", -MaxValue, MaxValue, "", double.PositiveInfinity));
        return least <= greatest
            ? new CurvePiece { Variable = node.Choice("Of", CurveVariable.Conductance), Terms = terms, Least = least, Greatest = greatest }
            : throw new PlacedJsonException(node.Need("Least"), "it must be at most Greatest.");
    }

    private static CurveTerm Term(PlacedJson place)
    {
        var pair = Pair(place, "a term is [factor, power]");
        return new CurveTerm(PlacedObject.NumberOf(pair[0], -1e30, 1e30, ""), PlacedObject.NumberOf(pair[1], -MaxPower, MaxPower, ""));
    }

    // Straight lines between points, and what the outermost have beyond them.
    private static ImmutableArray<CurvePiece> Table(PlacedJson place)
    {
        var rows = Array(place, 2, MaxPieces, "rows");
        var points = rows.Select(row =>
        {
            var pair = Pair(row, "a row is [siemens, value]");
            return (Conductance: PlacedObject.NumberOf(pair[0], 0, 1, "siemens"), Value: PlacedObject.NumberOf(pair[1], -MaxValue, MaxValue, ""));
        }).ToArray();
        var pieces = ImmutableArray.CreateBuilder<CurvePiece>(points.Length + 1);
        pieces.Add(Constant(points[0].Value, points[0].Conductance));
        for (var k = 1; k < points.Length; k++)
        {
            var (low, high) = (points[k - 1], points[k]);
            if (!(high.Conductance > low.Conductance))
                throw new PlacedJsonException(rows[k], "conductances must rise from row to row.");
            var slope = (high.Value - low.Value) / (high.Conductance - low.Conductance);
            pieces.Add(new CurvePiece { Below = high.Conductance, Terms = [new CurveTerm(low.Value - (slope * low.Conductance), 0), new CurveTerm(slope, 1)] });
        }

        pieces.Add(Constant(points[^1].Value, double.PositiveInfinity));
        return pieces.MoveToImmutable();

        static CurvePiece Constant(double value, double below) => new() { Below = below, Terms = [new CurveTerm(value, 0)] };
    }

    /// <summary>The elements of an array.</summary>
    public static IReadOnlyList<PlacedJson> Array(PlacedJson place, int least, int greatest, string what)
    {
        if (place.Kind != JsonTokenType.StartArray || place.Elements.Count < least || place.Elements.Count > greatest)
            throw new PlacedJsonException(place, FormattableString.Invariant($"an array of {least} to {greatest} {what} is needed: [ ... ]."));
        return place.Elements;
    }

    /// <summary>Two numbers.</summary>
    public static IReadOnlyList<PlacedJson> Pair(PlacedJson place, string what) =>
        place.Kind == JsonTokenType.StartArray && place.Elements.Count == 2 ? place.Elements : throw new PlacedJsonException(place, what + ".");
}
